"""Discreet wording, on every page: what somebody reads over a shoulder names nobody and tells nothing.

Every GET of tests/access_table.py is walked, in a practice that is furnished with everything; a new route is walked
as soon as it stands in the table.
"""

import re
from html import unescape

import pytest
from django.core.cache import cache

from tests.access_table import AT_THE_LOCK, HALF, LOCKED, SECOND_STEP, SIGNING_IN, TABLE, VISITOR
from tests.access_world import CANARY, browser_of, confirm_again, furnish
from waveback.steps.confidentiality.rules import telling_words

pytestmark = pytest.mark.once
PLAIN = {
    "policy:print": "A print for clients: it speaks plainly by its purpose.",
    "policy:text": "A file to be pasted into a record system, worded for clients.",
    "policy:html": "A file to be pasted into a record system, worded for clients.",
    "discussion:paste_text": "The same with the questions, to be pasted there.",
    "discussion:paste_html": "The same with the questions, to be pasted there.",
    "phone:worker": "A script, which nobody reads over a shoulder.",
    "exchange:rows": "A file to be saved, not a page.",
}
"""Not in discreet wording, and why."""

HEADED = {"discussion:part": "What the client beside you reads and acknowledges, word for word; the practice heads it."}
"""Where the practice's own name may stand, and why."""

WALKED = [route for route in TABLE if route.answers.get("GET") in (200, 410) and route.name not in PLAIN]


def visible(html):
    """The page's text, titles, labels, placeholders and alternatives, without what is held back or was typed in."""
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = without_private(html)
    html = re.sub(r"<(textarea|script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    said = re.findall(r'\s(?:placeholder|aria-label|aria-description|title|alt|label|data-confirm)="([^"]*)"', html)
    buttons = re.findall(r'<input[^>]*type="(?:submit|button)"[^>]*value="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", html), *said, *buttons]))


def without_private(html):
    """Without every <details class="private">, whatever details stand inside it."""
    kept, depth, at = [], 0, 0
    for tag in re.finditer(r"<details\b[^>]*>|</details>", html):
        if not depth:
            kept.append(html[at : tag.start()])
            at = tag.start()
        if depth:
            depth += -1 if tag.group().startswith("</") else 1
            at = tag.end() if not depth else at
        elif 'class="private"' in tag.group():
            depth = 1
    return "".join([*kept, html[at:] if not depth else ""])


@pytest.fixture
def world(ruth):
    cache.clear()
    return furnish(ruth, CANARY, openly="openly")


@pytest.fixture
def discreetly(world, ruth, ruths_browser):
    session = ruths_browser.session
    session["discreet"] = True
    session.save()
    confirm_again(ruths_browser, ruth)
    return ruths_browser


def asked_by(route, world, member_browser):
    """Who is shown this page: a member, and at the doors before them whoever stands there."""
    states = {SECOND_STEP: HALF, AT_THE_LOCK: LOCKED, SIGNING_IN: VISITOR}
    if route.door not in states:
        return member_browser
    browser = browser_of(states[route.door], world.owner, None)
    browser.post("/wording/", {"discreet": "yes", "next": "/"})
    return browser


def answers(browser, world):
    for route in WALKED:
        yield route, asked_by(route, world, browser).get(route.path.format(**world.rows))


def told(html):
    """What a page tells: telling words, names and the canary in what shows, and any title but the product's."""
    shown = visible(html)
    names = re.findall(rf"{CANARY}|Lindqvist|Okafor", shown)
    titles = [title for title in re.findall(r"<title>(.*?)</title>", html, re.DOTALL) if title != "Waveback"]
    return sorted({*telling_words(shown), *names, *titles})


def test_no_page_tells_what_this_is_about_or_names_anybody(discreetly, world):
    telling, strays = {}, {}
    for route, answer in answers(discreetly, world):
        if answer.status_code != route.answers["GET"]:
            strays[route.name] = answer.status_code
            continue
        if answer["Content-Type"].startswith(("application/", "image/")):
            continue  # paper is always worded plainly
        html = answer.content.decode()
        if route.name in HEADED:
            html = html.replace(world.owner.practice.name, "")
        if found := told(html):
            telling[route.name] = found

    assert strays == {}, "nobody looked at these"
    assert telling == {}


def test_no_title_names_anybody_in_plain_wording_either(world, ruth, ruths_browser):
    """A browser keeps titles in its history and shows them in its tabs, when the page itself is long closed."""
    confirm_again(ruths_browser, ruth)
    named = {}
    for route, answer in answers(ruths_browser, world):
        for title in re.findall(rb"<title>(.*?)</title>", b"".join(answer), re.DOTALL):
            if re.search(rf"{CANARY}|Mara|Lindqvist|Okafor", title.decode()):
                named[route.name] = title.decode()

    assert named == {}


def test_what_is_left_out_is_left_out_for_a_reason():
    assert all([*PLAIN.values(), *HEADED.values()])
    assert set(PLAIN) | set(HEADED) <= {route.name for route in TABLE}


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p>a</p><details class="private"><p>b</p><details><p>c</p></details></details><p>d</p>', "a d"),
        ("<details><p>client</p></details>", "client"),
        ('<img alt="client" src="x">', "client"),
    ],
)
def test_what_is_held_back_is_not_shown_and_all_else_is(html, shown):
    assert visible(html).split() == shown.split()
