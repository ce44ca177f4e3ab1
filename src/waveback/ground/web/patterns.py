"""The page for developers that shows every pattern once. Only there when WAVEBACK_PATTERNS is set."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from waveback.ground.web.forms import private_attrs
from waveback.ground.web.icons import ICONS
from waveback.ground.web.pages import page


class ExampleForm(forms.Form):
    name = forms.CharField(
        label="Name used", help_text="As you would say it.", error_messages={"required": "Type a name."}
    )
    sentence = forms.CharField(
        label="A sentence", widget=forms.Textarea(attrs={"class": "input said", **private_attrs()}), required=False
    )
    kind = forms.ChoiceField(
        label="Kind of place",
        choices=[("shop", "Shop"), ("gym", "Gym"), ("street", "Street")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind of place."},
    )
    wish = forms.ChoiceField(
        label="Acknowledge me?",
        choices=[("wait", "Wait until I greet you first"), ("never", "Do not show that we know each other")],
        widget=forms.RadioSelect,
        required=False,
    )
    ease = forms.ChoiceField(
        label="How at ease were you?",
        choices=[(str(n), str(n)) for n in range(1, 6)],
        widget=forms.RadioSelect,
        required=False,
    )
    zone = forms.ChoiceField(label="Time zone", choices=[("a", "America/Chicago"), ("b", "Europe/London")])
    safe = forms.BooleanField(label="It is safe to be seen", help_text="Ask when you are not sure.", required=False)


def patterns(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "WAVEBACK_PATTERNS", False)):
        raise Http404
    context = {
        "form": ExampleForm(prefix="ok", initial={"name": "Heron"}),
        "wrong": ExampleForm({"bad-sentence": "She waved first."}, prefix="bad"),
        "icons": sorted(ICONS),
    }
    return page(request, "web/patterns.html", context)
