"""The note check on the signing page: it explains, the therapist decides, and only that it was made is kept."""

import json
from dataclasses import dataclass
from html import unescape

import pytest

from tests.steps.run_ins import PROOF, WHOLE, drafted, signed
from waveback.ground.ledger import queries as entries
from waveback.steps.document import actions, note_check, queries, record, rules

SAID = "Zebulon is her new boyfriend"


@dataclass(frozen=True)
class Find:
    field: str
    start: int
    end: int
    words: str
    kind: str
    why: str
    instead: str


def text(response):
    return unescape(response.content.decode())


@pytest.fixture
def seen(monkeypatch):
    """A check that takes offence at one name; returns what it was given."""
    given = []

    def check(texts, *, known=()):
        given.append((texts, list(known)))
        for field, words in texts.items():
            if "Zebulon" in words:
                start = words.index("Zebulon")
                yield Find(field, start, start + 7, "Zebulon", "name", "Somebody else’s name.", "Say “a companion”.")

    monkeypatch.setattr(note_check, "_check", check)
    monkeypatch.setattr(note_check, "VERSION", "7")
    return given


def sign(browser, run_in, **given):
    return browser.post(f"/run-ins/{run_in.pk}/sign/", {"revision": 2, "name": "Ruth Adeyemi"} | given)


def test_without_finds_nothing_stands_in_the_way(ruths_browser, ruth, mara, seen):
    run_in = drafted(ruth, mara)

    page = ruths_browser.get(f"/run-ins/{run_in.pk}/sign/")
    assert "I have read these" not in text(page)
    sign(ruths_browser, run_in)

    assert queries.run_in(ruth, run_in.pk).signed_at is not None


def test_a_find_is_explained_beside_the_text_it_stands_in(ruths_browser, ruth, mara, seen):
    run_in = drafted(ruth, mara, WHOLE | {"impact": SAID})

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/sign/"))

    assert "Look at one place before you sign." in page
    assert page.index("Zebulon") < page.index("Somebody else’s name.") < page.index("Offer once at the next session.")
    assert "Edit the note" in page


def test_the_therapist_decides(ruths_browser, ruth, mara, seen):
    run_in = drafted(ruth, mara, WHOLE | {"impact": SAID})

    page = sign(ruths_browser, run_in)
    assert page.status_code == 422
    assert "Say that you have read what was found" in text(page)
    sign(ruths_browser, run_in, finds_read="on")

    assert queries.run_in(ruth, run_in.pk).signed_at is not None


def test_that_the_check_was_made_is_signed_and_never_what_it_found(ruths_browser, ruth, mara, seen):
    run_in = drafted(ruth, mara, WHOLE | {"impact": SAID})
    sign(ruths_browser, run_in, finds_read="on")

    kept = queries.run_in(ruth, run_in.pk)

    assert '"note_check":"7"' in kept.signed_text
    told = json.loads(kept.signed_text)
    assert set(told["facts"]) == {*WHOLE, rules.CHECKED}
    assert set(told) == {"format", "kind", "run_in", "client", "clocks", "policy", "facts", "record", "signature"}
    (line,) = entries.client_entries(mara.practice_id, mara.pk).filter(what="document.note.signed")
    assert set(line.facts) == {"factor", "late"}
    assert record.of(ruth, kept)["seal"].whole
    assert "Made before signing, version 7" in text(ruths_browser.get(f"/run-ins/{run_in.pk}/"))


def test_the_check_of_step_4_is_the_one_that_is_made(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara, WHOLE | {"impact": "Her new boyfriend Zebulon seemed bipolar."})

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/sign/"))
    assert "I have read these; sign as it is" in page
    sign(ruths_browser, run_in, finds_read="on")

    assert f'"note_check":"{note_check.VERSION}"' in queries.run_in(ruth, run_in.pk).signed_text


def test_every_text_is_looked_at_and_the_clients_own_names_belong_here(ruths_browser, ruth, mara, seen):
    told = {name: f"The text of {name}." for name in (*rules.NOTE, "quote", "affect", "line")}
    run_in = drafted(ruth, mara, WHOLE | told)

    ruths_browser.get(f"/run-ins/{run_in.pk}/sign/")

    texts, known = seen[0]
    assert texts == told
    assert {mara.name, mara.code_label} <= set(known)


def test_a_note_signed_without_a_check_says_nothing_of_one(ruth, mara):
    run_in = signed(ruth, mara)

    assert "note_check" not in run_in.signed_text
    assert record.of(ruth, run_in)["seal"].whole


def test_no_form_can_say_that_the_check_was_made(ruth, mara):
    run_in = drafted(ruth, mara, WHOLE | {rules.CHECKED: "9"})

    assert rules.CHECKED not in run_in.noted
    actions.sign(member=ruth, run_in=run_in, revision=run_in.revision, proof=PROOF)
    assert "note_check" not in queries.run_in(ruth, run_in.pk).signed_text
