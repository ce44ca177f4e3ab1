"""A version in several languages: written by people, read over by a person, published with the version, kept."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from waveback.people.queries import NotFound
from waveback.steps.policy import actions, queries, rules, translation
from waveback.steps.policy.models import VersionText

DAY = date(2026, 11, 20)
OWN = {"option": "two_minutes", "own_words": "I say goodbye soon."}


@pytest.fixture
def spanish(ruth):
    """The draft, begun in Spanish, with one passage in Ruth's own words."""
    actions.answer_clause(member=ruth, number="5", answer=OWN, revision=0)
    actions.begin_language(member=ruth, language="es")
    return lambda: queries.in_language(ruth.practice, "es")


def by_key(one):
    return {passage.key: passage for passage in one.passages}


def written(ruth, text="Me despido pronto.", revision=1):
    said = {"5": ("Cuánto hablamos", text)}
    return actions.translate(member=ruth, language="es", said=said, revision=revision)


def read_over(ruth, revision=2):
    actions.review_language(member=ruth, language="es", by="Ana Torres", on=DAY, revision=revision)


def published(ruth):
    return actions.publish_version(member=ruth, revision=queries.live(ruth.practice).revision)


def test_what_ships_stands_ready_and_own_words_are_still_to_be_written(ruth, spanish):
    states = {key: passage.state for key, passage in by_key(spanish()).items()}

    assert states["5"] == "missing"
    assert {state for key, state in states.items() if key != "5"} == {"shipped"}
    assert spanish().lacking == 1
    assert by_key(spanish())["title"].said == ("Si nos encontramos por casualidad",)


def test_a_phrase_of_ones_own_is_never_replaced_by_a_shipped_one(ruth, spanish):
    phrases = {"gentle": "Save it for Thursday.", "firm": "", "final": ""}
    answer = {"option": "chit_chat", "own_words": "", "phrases": phrases}
    actions.answer_clause(member=ruth, number="6", answer=answer, revision=1)

    assert by_key(spanish())["6"].state == "missing"


def test_in_a_language_that_does_not_ship_everything_is_to_be_written(ruth):
    actions.begin_language(member=ruth, language="ar")
    one = queries.in_language(ruth.practice, "ar")

    assert one.lacking == len(one.passages)
    assert one.direction == "rtl"


def test_nobody_can_have_read_a_text_that_is_not_whole(ruth, spanish):
    with pytest.raises(actions.NotReady):
        read_over(ruth, revision=1)


def test_what_was_read_over_goes_out_with_the_next_version_and_stays_as_it_was(ruth, spanish):
    written(ruth)
    read_over(ruth)
    version = published(ruth)

    assert queries.languages(version) == ["en", "es"]
    text = queries.text_in(version, "es")
    assert text.startswith("Si nos encontramos por casualidad\nLakeside Counselling\n\n")
    assert "Cuánto hablamos\nMe despido pronto.\n" in text
    row = VersionText.objects.get()
    assert (row.text_hash, row.reviewed_by, row.reviewed_on) == (rules.text_hash(text), "Ana Torres", DAY)
    numbers = [section.number for section in queries.document_in(version, "es").sections]
    assert numbers == [section.number for section in queries.document_in(version, "en").sections]

    written(ruth, "Me voy pronto.", revision=3)
    assert queries.text_in(version, "es") == text
    for change in (lambda: VersionText.objects.update(text="Otra cosa."), lambda: VersionText.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_nobody_read_over_does_not_go_out(ruth, spanish):
    written(ruth)

    assert queries.languages(published(ruth)) == ["en"]


@pytest.mark.parametrize("side", ["English", "Spanish"])
def test_a_change_on_either_side_asks_for_another_reading(ruth, spanish, side):
    written(ruth)
    read_over(ruth)
    assert spanish().is_reviewed

    if side == "Spanish":
        written(ruth, "Me voy pronto.", revision=3)
    else:
        answer = {**OWN, "own_words": "I say goodbye at once."}
        actions.answer_clause(member=ruth, number="5", answer=answer, revision=1)
        assert by_key(spanish())["5"].state == "changed"

    assert not spanish().is_reviewed


def test_a_language_can_be_added_to_the_version_in_force_as_long_as_its_text_is_the_drafts(ruth, spanish):
    version = published(ruth)
    written(ruth)
    with pytest.raises(actions.NotReady):
        actions.add_language(member=ruth, language="es")
    read_over(ruth)

    actions.add_language(member=ruth, language="es")
    actions.add_language(member=ruth, language="es")

    assert queries.languages(version) == ["en", "es"]
    assert VersionText.objects.count() == 1


def test_two_windows_never_write_over_each_other(ruth, spanish):
    written(ruth)

    with pytest.raises(actions.ChangedMeanwhile):
        written(ruth, "Otra cosa.", revision=1)
    assert by_key(spanish())["5"].said == ("Me despido pronto.",)


def test_markup_stays_as_it_is_and_signs_that_turn_the_direction_go(ruth, spanish):
    written(ruth, "#set page() <b>Hola</b>\u202e\u0007\n\n\nY adiós.")

    assert by_key(spanish())["5"].said == ("#set page() <b>Hola</b>", "Y adiós.")


def test_a_language_that_is_none_is_refused_and_anothers_is_not_found(ruth, omar, spanish):
    with pytest.raises(actions.UnknownLanguage):
        actions.begin_language(member=ruth, language="xx")
    with pytest.raises(NotFound):
        queries.in_language(omar.practice, "es")


def test_the_page_shows_both_sides_and_takes_what_is_written(ruth, ruths_browser, spanish):
    shown = ruths_browser.get("/policy/languages/es/").content.decode()
    assert "I say goodbye soon." in shown
    fields = {"revision": "1", "heading-5": "Cuánto hablamos", "text-5": "Me despido pronto."}
    for passage in spanish().passages:
        fields.setdefault(f"heading-{passage.key}", passage.said_heading)
        fields.setdefault(f"text-{passage.key}", "\n".join(passage.said))

    assert ruths_browser.post("/policy/languages/es/", fields).status_code == 303
    assert {passage.state for passage in spanish().passages} == {"shipped", "written"}
    late = ruths_browser.post("/policy/languages/es/", fields | {"text-5": "Tarde."})
    assert late.status_code == 409
    assert "Tarde." in late.content.decode()
    told = {"review": "1", "revision": "2", "by": "Ana Torres", "on": "2026-11-20"}
    assert ruths_browser.post("/policy/languages/es/", told).status_code == 303
    assert spanish().is_reviewed


def test_a_language_goes_only_as_long_as_nobody_wrote_in_it(ruth, ruths_browser, spanish):
    written(ruth)
    ruths_browser.post("/policy/languages/es/", {"drop": "1"})
    assert by_key(spanish())["5"].said == ("Me despido pronto.",)

    actions.begin_language(member=ruth, language="fr")
    assert ruths_browser.post("/policy/languages/fr/", {"drop": "1"}).status_code == 303
    assert [one.language for one in queries.translations(ruth.practice)] == ["es"]


def test_every_page_of_a_version_can_be_had_in_its_languages(ruth, ruths_browser, spanish):
    written(ruth)
    read_over(ruth)
    version = published(ruth)

    for page in ("", "print/", "copy/", "text/", "html/"):
        answer = ruths_browser.get(f"/policy/versions/{version.pk}/{page}?language=es")
        assert "Me despido pronto." in answer.content.decode(), page
        assert ruths_browser.get(f"/policy/versions/{version.pk}/{page}?language=fr").status_code == 404
    leaflet = ruths_browser.get(f"/policy/versions/{version.pk}/leaflet.pdf?language=es")
    assert leaflet.content.startswith(b"%PDF")


def test_every_language_of_the_list_has_a_name_and_a_direction():
    assert all(name and translation.direction(tag) in ("ltr", "rtl") for tag, name in translation.LANGUAGES.items())
