"""A page speaks plainly or discreetly, never both; a phone is discreet until somebody chooses otherwise."""

import pytest
from django.template import engines
from django.test import RequestFactory

from waveback.ground.web import words

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36"


def shown(source, discreet, **context):
    request = RequestFactory().get("/")
    request.session = {"discreet": discreet}
    return engines["django"].from_string("{% load waveback %}" + source).render(context, request)


@pytest.mark.parametrize(
    ("headers", "discreet"),
    [
        ({"User-Agent": PHONE}, True),
        ({"User-Agent": DESK}, False),
        ({"User-Agent": DESK, "Sec-CH-UA-Mobile": "?1"}, True),
        ({"User-Agent": PHONE, "Sec-CH-UA-Mobile": "?0"}, False),
        ({}, False),
    ],
)
def test_a_phone_starts_discreet_and_a_desk_plain(headers, discreet):
    assert words.is_discreet(RequestFactory().get("/", headers=headers)) is discreet


def test_a_choice_holds_for_the_session_wherever_one_is(ruths_browser):
    ruths_browser.post("/wording/", {"discreet": "no", "next": "/designed/"})

    answer = ruths_browser.get("/designed/", headers={"User-Agent": PHONE})

    assert ">Clients<" in answer.content.decode()
    assert ">People<" not in answer.content.decode()


def test_only_one_wording_reaches_the_page(ruths_browser):
    plain = ruths_browser.get("/designed/").content.decode()
    discreet = ruths_browser.get("/designed/", headers={"User-Agent": PHONE}).content.decode()

    assert "Clients" in plain and "People" not in plain
    assert "People" in discreet and "Clients" not in discreet
    assert "Policy" in plain and "Guide" in discreet and "Policy" not in discreet


def test_a_discreet_page_has_a_neutral_title():
    source = "{% title %}Mara Lindqvist{% endtitle %}"

    assert shown(source, discreet=True) == "Waveback"
    assert shown(source, discreet=False) == "Mara Lindqvist · Waveback"


@pytest.mark.parametrize(
    ("heading", "inside"),
    [
        ("When I am with my family", "when I am with my family"),
        ("I greet you", "I greet you"),
        ("“How do you know each other?”", "“How do you know each other?”"),
        ("", ""),
    ],
)
def test_a_heading_inside_a_sentence_begins_small_and_leaves_i_as_it_is(heading, inside):
    assert shown("{{ heading|in_a_sentence }}", discreet=False, heading=heading) == inside


def test_private_text_waits_behind_a_button_when_discreet():
    source = "{% private %}<p>She waved first.</p>{% endprivate %}"

    assert shown(source, discreet=False) == "<p>She waved first.</p>"
    assert shown(source, discreet=True).startswith('<details class="private" data-hold><summary')
    assert "open" not in shown(source, discreet=True)


def test_private_text_is_escaped_like_any_other():
    assert "<script>" not in shown("{% private %}{{ text }}{% endprivate %}", discreet=True, text="<script>x</script>")


def test_numbers_choose_the_sentence():
    source = '{% word "One note" plural="%(count)s notes" count=n %}'

    assert shown(source, discreet=False, n=1) == "One note"
    assert shown(source, discreet=False, n=3) == "3 notes"


def test_what_fills_a_sentence_is_escaped():
    assert "<b>" not in shown('{% word "For %(name)s" name=n %}', discreet=False, n="<b>x</b>")


@pytest.mark.parametrize(
    ("place", "back"),
    [("/designed/?said=web.done&page=2", "/designed/?page=2"), ("/designed/?said=a.b", "/designed/"), ("//evil", "/")],
)
def test_after_choosing_one_is_back_where_one_was(visitor, place, back):
    answer = visitor.post("/wording/", {"discreet": "yes", "next": place})

    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert visitor.get("/wording/").status_code == 405
