"""{% load waveback %}: icons, the two wordings, times, fields, and what is kept from onlookers."""

from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.forms import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from waveback.ground.web import said as saying
from waveback.ground.web import words
from waveback.ground.web.icons import ICONS, MARK

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; alone it needs a `.sr` text, for readers skip it. KeyError for an unknown name."""
    return _drawn[name]


def _icon(attributes: str, shape: str) -> SafeString:
    # Shapes and attributes are ours, from icons.py: no text of anybody's.
    return mark_safe(f'<svg {attributes} aria-hidden="true">{shape}</svg>')  # noqa: S308


_drawn = {name: _icon('class="icon" viewBox="0 0 24 24"', shape) for name, shape in ICONS.items()}
_stroke = 'fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"'
_drawn["mark"] = _icon(f'viewBox="0 0 32 32" {_stroke}', MARK)


@register.filter
def in_a_sentence(heading: str) -> str:
    """A heading as the words after “Next:”: it begins small, unless it begins with “I” or a quotation."""
    return heading if heading.split(" ")[0] in ("I", "I’m", "I’ve") else heading[:1].lower() + heading[1:]


@register.simple_tag(takes_context=True)
def word(context: template.Context, sentence: str, plural: str = "", **values: Any) -> str:
    """{% word "I ran into a client" %}; {% word "One note" plural="%(count)s notes" count=n %}."""
    request = context.get("request")
    if plural:
        return words.say_many(request, sentence, plural, **values)
    return words.say(request, sentence, **values)


@register.simple_tag(takes_context=True)
def discreet(context: template.Context) -> bool:
    """{% discreet as hidden %}: whether this page is worded discreetly."""
    return words.is_discreet(context.get("request"))


@register.simple_tag(takes_context=True)
def said(context: template.Context) -> str:
    return saying.said(context.get("request"))


@register.simple_tag
def moment() -> datetime:
    """{% moment as at %}: now, by the server's clock."""
    return timezone.now()


STYLES = {
    "long": "%A %-d %B %Y, %H:%M",
    "short": "%-d %b %Y, %H:%M",
    "day": "%-d %B %Y",
    "time": "%H:%M",
}


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime | date | None, style: str = "long") -> str:
    """A moment in the practice's time zone, which stands by hours; a day has none. style: long, short, day, time."""
    if at is None:
        return ""
    if not isinstance(at, datetime):
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), at.strftime(STYLES["day"]))
    local = at.astimezone(zone_of(context))
    shown = local.strftime(STYLES[style]) + ("" if style == "day" else f" {zone_name(local)}")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


def zone_of(context: template.Context) -> tzinfo:
    """The zone of `practice` in the context, else of the member who asks, else UTC."""
    practice = context.get("practice")
    if practice is None:
        member = getattr(context.get("request"), "member", None)
        practice = getattr(member, "practice", None)
    return ZoneInfo(practice.time_zone if practice is not None else "UTC")


def zone_name(local: datetime) -> str:
    """ "CST", or "UTC+03" where the zone has no letters of its own."""
    name = local.tzname() or "UTC"
    return name if name.isalpha() else f"UTC{name}"


@register.inclusion_tag("web/field.html", takes_context=True)
def field(context: template.Context, bound: BoundField, look: str = "") -> dict[str, Any]:
    """Label, hint, control and error with the right ARIA. look, for choices: chips, seg, scale or pick."""
    discreetly = words.is_discreet(context.get("request"))
    return {
        "field": bound,
        "label": _in_words(bound.label, discreetly),
        "hint": _in_words(bound.help_text, discreetly),
        "errors": [_in_words(error, discreetly) for error in bound.errors],
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
        "optional": not bound.field.required and not isinstance(bound.field, forms.BooleanField),
        **_shape(bound, look, discreetly),
    }


def _in_words(text: Any, discreetly: bool) -> Any:
    """A label's discreet wording where there is one; most labels need none."""
    return words.said_in(str(text), discreetly) if text and discreetly else text


def _shape(bound: BoundField, look: str, discreetly: bool) -> dict[str, Any]:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return {"shape": "tick", "control": bound}
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        options = [(option, _in_words(option.choice_label, discreetly)) for option in bound.subwidgets]
        return {
            "shape": "choices",
            "look": look or _usual_look(options),
            "options": options,
        }
    attrs = {"class": widget.attrs.get("class", "input")}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "shape": "hidden" if widget.is_hidden else "line",
        "control": bound.as_widget(attrs=attrs),
    }


def _usual_look(options: list[tuple[Any, Any]]) -> str:
    """Short answers are chips, sentences are lines to pick."""
    return "chips" if all(len(str(label)) <= 24 for _, label in options) else "pick"


@register.inclusion_tag("web/errors.html", takes_context=True)
def errors(context: template.Context, form: forms.BaseForm) -> dict[str, Any]:
    """What needs another look, above the form, each with a link to its field; nothing when all is well."""
    discreetly = words.is_discreet(context.get("request"))
    problems = [(_first_id(bound), _in_words(error, discreetly)) for bound in form for error in bound.errors]
    problems += [("", _in_words(error, discreetly)) for error in form.non_field_errors()]
    # A browser is never sent a password back, so that one has to be typed again.
    kept = not any(isinstance(bound.field.widget, forms.PasswordInput) for bound in form)
    return {"problems": problems, "kept": kept}


def _first_id(bound: BoundField) -> str:
    """Where a link leads: a group of choices has no element with its own id, its first choice has."""
    grouped = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return "" if bound.is_hidden else f"{bound.auto_id}_0" if grouped else bound.auto_id


class PrivateNode(template.Node):
    def __init__(self, nodelist: NodeList, label: FilterExpression | None) -> None:
        self.nodelist, self.label = nodelist, label

    def render(self, context: template.Context) -> SafeString:
        content = self.nodelist.render(context)
        if not words.is_discreet(context.get("request")):
            return content
        label = self.label.resolve(context) if self.label else "Hold to show"
        return format_html(
            '<details class="private" data-hold><summary class="btn quiet">{}{}</summary><div>{}</div></details>',
            _drawn["eye-off"],
            label,
            content,
        )


@register.tag
def private(parser: Parser, token: Token) -> PrivateNode:
    """{% private %}…{% endprivate %}: in discreet mode behind "Hold to show". A block: not inside a <p>."""
    bits = token.split_contents()[1:]
    nodelist = parser.parse(("endprivate",))
    parser.delete_first_token()
    return PrivateNode(nodelist, parser.compile_filter(bits[0]) if bits else None)


class TitleNode(template.Node):
    """The page's own title, which a discreet page does not have."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        if words.is_discreet(context.get("request")):
            return SafeString("Waveback")
        own = self.nodelist.render(context).strip()
        return SafeString(own if not own or "Waveback" in own else f"{own} · Waveback")


@register.tag
def title(parser: Parser, token: Token) -> TitleNode:
    nodelist = parser.parse(("endtitle",))
    parser.delete_first_token()
    return TitleNode(nodelist)


class PlacesNode(template.Node):
    """The header, in which the place that the page's block `place` names is the current one."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        place = self.nodelist.render(context).strip()
        header = context.template.engine.get_template("web/_header.html")  # type: ignore[union-attr]
        with context.push(place=place):
            return header.render(context)


@register.tag
def places(parser: Parser, token: Token) -> PlacesNode:
    nodelist = parser.parse(("endplaces",))
    parser.delete_first_token()
    return PlacesNode(nodelist)
