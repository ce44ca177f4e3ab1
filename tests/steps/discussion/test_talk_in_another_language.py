"""A talk-through in another language of the version: that text is shown, answered, kept and named as what it is."""

from hashlib import sha256

import pytest

from tests.access_world import _in_spanish
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies


@pytest.fixture
def version(ruth):
    words = {"option": "two_minutes", "own_words": "I say goodbye soon."}
    revision = policy.answer_clause(member=ruth, number="5", answer=words, revision=0)
    _in_spanish(ruth, "hasta luego")
    return policy.publish_version(member=ruth, revision=revision)


def begun(ruth, mara, version, language="es"):
    return actions.begin(member=ruth, client=mara, version=version, language=language)


def test_every_screen_is_in_that_language_and_asks_what_the_english_one_asks(ruth, mara, version):
    talk = begun(ruth, mara, version)
    spanish = queries.parts(ruth, talk)
    talk.answers = {}
    english = queries.parts(ruth, talk)

    assert [(part.kind, part.asks) for part in spanish] == [(part.kind, part.asks) for part in english]
    said = [passage.heading for part in spanish for passage in part.passages]
    assert "El saludo" in said
    assert "Saying hello" not in said


def test_the_answer_keeps_the_text_that_was_shown_its_hash_and_its_language(ruth, mara, version):
    talk = begun(ruth, mara, version)
    text = policies.text_in(version, "es")
    shown = (version.pk, sha256(text.encode()).hexdigest())
    given = {
        "state": "accepted", "way": "typed", "name": "Mara Lindqvist", "consents": True, "seen": "",
        "opened": rules.opening_code(talk.pk, shown[1]),
    }  # fmt: skip
    read_back = queries.read_back_text(ruth, mara, talk)
    actions.answer(member=ruth, talk=talk, revision=talk.revision, read_back=read_back, shown=shown, given=given)
    english = (version.pk, version.text_hash)
    recorded = {"member": ruth, "client": mara, "talk": talk, "said_by": "", "presence": "", "factor": "password"}

    with pytest.raises(actions.NotWhatWasShown):
        actions.acknowledge(**recorded, shown=english, language="en")
    row = actions.acknowledge(**recorded, shown=shown, language=talk.language)

    assert (row.text, row.text_hash, row.language) == (text, shown[1], "es")


def test_in_a_language_that_the_version_does_not_have_it_is_talked_through_in_english(ruth, mara, version):
    assert begun(ruth, mara, version, "fr").language == "en"


def test_the_page_asks_for_the_language_only_where_there_is_a_choice(ruth, mara, ruths_browser, version):
    page = f"/clients/{mara.pk}/talk/"
    assert 'name="language"' in ruths_browser.get(page).content.decode()
    assert ruths_browser.post(f"{page}begin/", {"language": "es"}).status_code == 303
    assert queries.paused(ruth, mara).language == "es"

    policy.drop_language(member=ruth, language="es")
    words = {"option": "two_minutes", "own_words": "I say goodbye at once."}
    revision = policy.answer_clause(
        member=ruth, number="5", answer=words, revision=policies.live(ruth.practice).revision
    )
    newer = policy.publish_version(member=ruth, revision=revision)
    actions.go_over(talk=queries.paused(ruth, mara), version=newer)
    assert queries.paused(ruth, mara).language == "en"


def test_a_packet_can_be_had_in_it(ruth, mara, version):
    assert list(queries.texts(version)) == ["en", "es"]
    assert queries.languages_of([version]) == {str(version.pk): ["en", "es"]}
