"""Being greeted first: the client's own written word, only where the policy offers it; ended at any time."""

import json
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.conftest import _opened
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import queries as people
from waveback.people.disposal import destroy_key
from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads import queries as wishes
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.papers import evidence as papers
from waveback.steps.policy import actions as policy_actions
from waveback.steps.policy import queries as policy


def words(response):
    return response.content.decode()


def today(ruth):
    return people.practice_time(ruth.practice, timezone.now()).date()


def code(client):
    """What stands at the end of the text that is shown to this client."""
    return rules.opening_code(client.pk, sha256(rules.GREET_FIRST_TEXT.encode()).hexdigest())


@pytest.fixture
def offered(ruth, version):
    """A policy in force that lets a client opt in."""
    live = policy.live(ruth.practice)
    answer = {"option": "opt_in", "own_words": ""}
    revision = policy_actions.answer_clause(member=ruth, number="1", answer=answer, revision=live.revision)
    return policy_actions.publish_version(member=ruth, revision=revision, material=True)


@pytest.fixture
def signs(ruths_browser, mara):
    """signs(**fields) → what the page answers to the form as it is shown, with these fields changed."""
    address = f"/clients/{mara.id}/greet-first/"

    def signs(**fields):
        hidden = {"id": str(uuid4()), "on": "", "way": "typed", "name": "Mara Lindqvist", "consents": "on"}
        hidden["opened"] = code(mara)
        return ruths_browser.post(address, hidden | fields)

    return signs


def test_it_is_not_offered_where_the_policy_does_not(ruths_browser, signs, ruth, mara, version):
    shown = ruths_browser.get(f"/clients/{mara.id}/greet-first/")

    assert shown.context["form"] is None and "I wait for you" in words(shown)
    assert signs().status_code == 409
    assert not queries.greet_firsts(ruth, mara)


def test_what_it_means_is_read_signed_and_kept_word_for_word(ruths_browser, signs, ruth, mara, offered):
    shown = words(ruths_browser.get(f"/clients/{mara.id}/greet-first/"))
    assert all(line in shown for line in rules.GREET_FIRST_TEXT.split("\n\n"))

    done = signs(way="typed", on=today(ruth).isoformat())

    assert done["Location"] == f"/clients/{mara.id}/greet-first/?said=discussion.greet_first"
    (row,) = queries.greet_firsts(ruth, mara)
    assert (row.text, row.signature["typed"], row.version) == (rules.GREET_FIRST_TEXT, "Mara Lindqvist", offered)
    assert wishes.greet_first(ruth, mara).evidence == row.id
    assert "This holds." in words(ruths_browser.get(f"/clients/{mara.id}/greet-first/"))
    assert [entry.what for entry in Entry.objects.order_by("seq")][-2:] == [
        "discussion.greet_first.signed",
        "client_leads.greet_first.allowed",
    ]
    assert ledger.verify(ruth.practice_id) is None


def test_it_can_be_drawn(ruths_browser, signs, ruth, mara, offered):
    drawn = [[[10, 10], [400, 200]]]

    assert signs(way="drawn", strokes=json.dumps(drawn), on=today(ruth).isoformat()).status_code == 303

    assert queries.greet_firsts(ruth, mara)[0].signature["strokes"] == drawn
    assert "M10 10L400 200" in words(ruths_browser.get(f"/clients/{mara.id}/greet-first/"))


def test_it_can_be_on_paper_with_the_place_where_the_paper_is(signs, ruth, mara, offered):
    refused = signs(way="paper", consents="", on=today(ruth).isoformat())
    assert refused.status_code == 422 and "Write where the paper is kept." in words(refused)
    early = signs(way="paper", kept="drawer", on="2020-02-02")
    assert "This version was not published yet on that day." in words(early)

    assert signs(way="paper", consents="", kept="drawer 2", on=today(ruth).isoformat()).status_code == 303

    (row,) = queries.greet_firsts(ruth, mara)
    assert (row.way, row.signature["paper"], row.signature["consent"]) == ("paper", {"kept": "drawer 2"}, "")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Type your name."),
        ({"consents": ""}, "Tick this to sign on the screen, or choose paper."),
        ({"way": "drawn"}, "Draw your signature, or type your name instead."),
        ({"way": "spoken"}, "Choose one of the ways shown."),
    ],
)
def test_a_word_that_is_not_whole_says_what_is_missing(signs, ruth, mara, offered, fields, sentence):
    refused = signs(**({"on": today(ruth).isoformat()} | fields))

    assert refused.status_code == 422 and sentence in words(refused)
    assert wishes.greet_first(ruth, mara) is None


def test_sent_twice_it_lands_once(signs, ruth, mara, offered):
    same = {"id": str(uuid4()), "on": today(ruth).isoformat()}

    assert signs(**same).status_code == signs(**same).status_code == 303
    assert len(queries.greet_firsts(ruth, mara)) == 1


def test_a_second_window_finds_it_signed_and_leaves_no_second_word(signs, ruth, mara, offered):
    signs(on=today(ruth).isoformat())

    other = signs(on=today(ruth).isoformat())

    assert other.status_code == 409
    assert len(queries.greet_firsts(ruth, mara)) == 1


def test_it_is_ended_in_step_3_and_the_word_stays(ruths_browser, signs, ruth, mara, offered):
    signs(on=today(ruth).isoformat())
    leads.end_greet_first(member=ruth, client=mara, on=today(ruth), reason="")

    again = ruths_browser.get(f"/clients/{mara.id}/greet-first/")

    assert again.context["form"] is not None and len(queries.greet_firsts(ruth, mara)) == 1
    assert signs(on=today(ruth).isoformat()).status_code == 303
    assert len(queries.greet_firsts(ruth, mara)) == 2


def test_who_wants_no_contact_is_greeted_nowhere_first(signs, ruth, mara, offered):
    leads.set_wishes(
        member=ruth, client=mara, choices=choices({"acknowledge": "no"}), on=today(ruth), source="told_me", seen=None
    )

    refused = signs(on=today(ruth).isoformat())

    assert refused.status_code == 409 and "keep away altogether" in words(refused)
    assert not queries.greet_firsts(ruth, mara)


def test_in_a_couples_file_nobody_asks_for_the_other(ruths_browser, ruth, offered):
    couple = _opened(ruth, legal_name="Ito and Marsh", kind="couple")

    assert ruths_browser.get(f"/clients/{couple.id}/greet-first/").context["form"] is None


def test_after_the_key_is_gone_it_says_erased(ruths_browser, signs, ruth, mara, offered):
    signs(on=today(ruth).isoformat())
    destroy_key(member=ruth, client=mara, reason="retention")

    (told,) = queries.told_greet_firsts(ruth, mara)

    assert told.erased
    assert "Erased" in words(ruths_browser.get(f"/clients/{mara.id}/greet-first/"))


def test_for_a_minor_it_must_be_said_first_who_may_consent(ruths_browser, ruth, offered):
    teen = _opened(ruth, legal_name="Noor Haddad", minor=True, guardian="mother")

    asked = ruths_browser.get(f"/clients/{teen.id}/greet-first/")

    assert asked["Location"] == f"/clients/{teen.id}/talk/who-signs/"


def test_where_both_sign_for_a_minor_both_names_are_kept(ruths_browser, ruth, offered):
    teen = _opened(ruth, legal_name="Noor Haddad", minor=True, guardian="mother")
    actions.set_signing(member=ruth, client=teen, who="both", guardian_reads=False, reason="", seen=0)
    address = f"/clients/{teen.id}/greet-first/"
    sent = {"id": str(uuid4()), "way": "typed", "name": "Salma Haddad", "consents": "on", "on": str(today(ruth))}
    sent["opened"] = code(teen)

    refused = ruths_browser.post(address, sent)
    done = ruths_browser.post(address, sent | {"minor_name": "Noor Haddad"})

    assert "Both sign here" in words(refused) and "The guardian’s name" in words(refused)
    assert done.status_code == 303
    (row,) = queries.greet_firsts(ruth, teen)
    assert (row.signature["signer"], row.signature["minor_name"]) == ("both", "Noor Haddad")
    assert "The guardian" in words(ruths_browser.get(address))


def test_a_tick_alone_does_not_show_that_the_text_could_be_opened(signs, offered):
    refused = signs(opened="", on="2026-01-01")
    assert refused.status_code == 422 and "type the four characters at its end" in words(refused)


def test_its_evidence_is_kept_and_listed_and_a_newer_one_says_that_it_ended(
    signs, offered, ruth, mara, ruths_browser, monkeypatch
):
    told = []
    monkeypatch.setattr(papers, "_sealed", lambda _member, facts, *_: told.append(facts) or b"a file")
    make = {"now": timezone.now, "step": lambda: None}
    signs(on=today(ruth).isoformat())
    papers.make_missing(ruth, mara, **make)
    listed = words(ruths_browser.get(f"/clients/{mara.pk}/greet-first/"))
    leads.end_greet_first(member=ruth, client=mara, on=today(ruth), reason="")
    papers.make_missing(ruth, mara, **make)

    answer, first, newer = told
    (row,) = queries.greet_firsts(ruth, mara)
    assert "Evidence of the signature" in listed and "The answer itself" in listed
    said = dict(pair for _, rows in first.chapters for pair in rows)
    assert said["What they did"] == rules.INTENT_GREETING
    assert said["That it could be opened there"] == rules.OPENED.format(code=code(mara))
    assert first.texts == {"shown.txt": row.text} and answer.texts["The text that was shown"] == row.text
    assert "Withdrawn" not in said
    assert ["Withdrawn", "It was ended, and holds no more."] in dict(newer.chapters)["What came afterwards"]
