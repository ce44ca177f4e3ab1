"""A small house to test its doors in: pages for members, a form that is signed, a page that fails."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from waveback.ground.web.pages import page
from waveback.people import drafts
from waveback.people import queries as people
from waveback.people.access import for_member, reauthenticated

SECRET = "what the member may see"


@for_member
def today(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<main>{SECRET}</main>")


@for_member
def hidden(request: HttpRequest) -> HttpResponse:
    raise people.NotFound


@for_member
@reauthenticated
def sign(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"signed with {request.reauthenticated.factor}")
    return HttpResponse(str(drafts.kept(request.member, request.path)))


@for_member
def note(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(drafts.kept(request.member, request.path)))


@for_member
def writing(request: HttpRequest) -> HttpResponse:
    """A page with a form that saves itself, as the rooms have them."""
    text = drafts.initial(request.member, request.path).get("text", "")
    return HttpResponse(engines["django"].from_string(WRITING).render({"text": text}, request))


WRITING = """{% extends "web/base.html" %}{% load waveback %}{% block main %}<main id="main" class="page">
<h1>A page to write on</h1><form method="post" data-draft="/drafts/">{% csrf_token %}
<label for="t">Text</label><textarea id="t" name="text" class="input">{{ text }}</textarea><button>Keep</button></form>
{% private %}<p>what is kept from onlookers</p>{% endprivate %}</main>{% endblock %}"""


def absent(request: HttpRequest) -> HttpResponse:
    raise Http404


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a detail that nobody is to see")


def designed(request: HttpRequest) -> HttpResponse:
    return page(request, "web/error.html", {"what": "A page.", "next_step": "", "status": 200})


urlpatterns = [
    path("", today, name="today"),
    path("hidden/", hidden),
    path("sign/", sign),
    path("note/", note),
    path("writing/", writing),
    path("absent/", absent),
    path("failing/", failing),
    path("designed/", designed),
    path("", include("waveback.ground.web.urls")),
    path("", include("waveback.people.account_urls")),
]

handler400 = "waveback.ground.web.errors.bad_request"
handler403 = "waveback.ground.web.errors.forbidden"
handler404 = "waveback.ground.web.errors.not_found"
handler429 = "waveback.ground.web.errors.too_many"
handler500 = "waveback.ground.web.errors.failed"
