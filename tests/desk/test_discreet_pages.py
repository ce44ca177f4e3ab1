"""Discreet wording, page by page: what somebody reads over a shoulder names nobody and tells nothing."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, signed
from waveback.people import actions as people
from waveback.steps.revisit import actions as revisit

TELLING = re.compile(r"\b(clients?|run-ins?|sessions?|polic\w+|revisits?|therap\w+|counsel\w+|Mara|Lindqvist|apples)\b")


@pytest.fixture
def discreetly(ruths_browser):
    session = ruths_browser.session
    session["discreet"] = True
    session.save()
    return ruths_browser


@pytest.fixture
def pages(ruth, mara, daniel):
    """Every page of these rooms that can be opened, with something on it."""
    people.schedule_session(member=ruth, client=mara, starts_at=datetime.now(UTC))
    jotted = captured(ruth, None, who="Red bicycle")
    begun, draft = captured(ruth, mara), drafted(ruth, mara, WHOLE | {"plan": ""})
    whole, note = drafted(ruth, mara), signed(ruth, mara, ease=3)
    done = signed(ruth, mara, ease=4)
    revisit.sign(member=ruth, run_in=done, revision=0, told={"outcome": "done", "words": "Fine."}, proof=PROOF)
    steps = [f"/run-ins/{row.pk}/" for row in (jotted, begun, draft, whole, note)]
    return [
        "/",
        "/talked/",
        "/settings/",
        "/settings/ledger/",
        "/run-ins/",
        "/run-ins/new/",
        f"/clients/{mara.pk}/",
        *steps,
        f"{steps[0]}client/",
        f"{steps[1]}finish/",
        f"{steps[1]}discard/",
        f"{steps[2]}finish/",
        f"{steps[3]}sign/",
        f"{steps[4]}add/",
        f"{steps[4]}error/",
        f"{steps[4]}print/",
        f"{steps[4]}revisit/",
        f"/run-ins/{done.pk}/revisit/",
    ]


def visible(html):
    """The page's text, labels and placeholders, without what is held back or typed into a field."""
    html = re.sub(r'<details class="private".*?</details>', "", html, flags=re.DOTALL)
    html = re.sub(r"<(textarea|script|style|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    said = re.findall(r'(?:placeholder|aria-label|title)="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", html), *said]))


def test_no_page_tells_what_this_is_about(discreetly, pages):
    for path in pages:
        response = discreetly.get(path)
        assert response.status_code == 200, path
        assert TELLING.findall(visible(response.content.decode())) == [], path


def test_no_title_tells_either(discreetly, pages):
    for path in pages:
        assert "<title>Waveback</title>" in discreetly.get(path).content.decode(), path
