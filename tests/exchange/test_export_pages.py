"""The pages on which a record is exported: choose, look and cover, make; the list of disclosures."""

import io
import time
import zipfile
from typing import Any

import pytest
from django.test import Client as Browser

from tests.exchange.bundles import HOLDS, ours
from tests.exchange.test_export_the_record import WANTED
from tests.steps.run_ins import WHOLE, signed
from waveback.exchange import record_actions as actions
from waveback.exchange import record_queries as queries
from waveback.exchange.record_queries import PARTS
from waveback.ground import jobs
from waveback.ground.jobs import working
from waveback.ground.ledger import queries as chain

CHOSEN = {"recipient": "Harper & Lowe", "purpose": "A court asked for it.", "parts": list(PARTS)}


@pytest.fixture
def note(ruth: Any, mara: Any) -> Any:
    return signed(ruth, mara, {**WHOLE, "fact": "We met at the market. Tom Baker stood by."})


def chosen(browser: Browser, client: Any, **told: Any) -> str:
    """The address of the page with the texts."""
    answer = browser.post(f"/clients/{client.pk}/export/", CHOSEN | told)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def covered(browser: Browser, place: str, **told: Any) -> Any:
    revision = browser.get(place).context["draft"].revision
    sent = {"revision": revision, "item": "", "passages": "", "reason": "another"} | told
    return browser.post(f"{place}cover/", sent)


def test_the_client_s_file_leads_there(ruths_browser: Browser, mara: Any) -> None:
    assert f"/clients/{mara.pk}/export/" in ruths_browser.get(f"/clients/{mara.pk}/").content.decode()


def test_to_whom_and_why_must_be_said_and_what_was_typed_stays(ruths_browser: Browser, mara: Any) -> None:
    answer = ruths_browser.post(f"/clients/{mara.pk}/export/", {"purpose": "A court asked.", "parts": ["wishes"]})

    assert answer.status_code == 422
    assert "Say to whom it is handed." in answer.content.decode()
    assert "A court asked." in answer.content.decode()


def test_the_last_day_does_not_lie_before_the_first(ruths_browser: Browser, mara: Any) -> None:
    answer = ruths_browser.post(f"/clients/{mara.pk}/export/", CHOSEN | {"since": "2026-03-02", "until": "2026-03-01"})

    assert answer.status_code == 422
    assert "lies before the first one" in answer.content.decode()


def test_the_texts_are_shown_before_anything_leaves(ruths_browser: Browser, ruth: Any, mara: Any, note: Any) -> None:
    told = ruths_browser.get(chosen(ruths_browser, mara)).content.decode()

    assert "Tom Baker stood by." in told
    run_in = told.split("Incidental encounter<")[1]
    assert '<time datetime="' in run_in.split("</h2>")[1].split("</div>")[0], "the day leaves, too"
    assert queries.disclosures(ruth, mara) == []


def test_who_handed_it_out_before_and_to_whom_is_no_found_name(ruths_browser: Browser, mara: Any, note: Any) -> None:
    first = chosen(ruths_browser, mara, recipient="Imogen Vale")
    ruths_browser.post(f"{first}make/", {"revision": ruths_browser.get(first).context["draft"].revision})

    again = ruths_browser.get(chosen(ruths_browser, mara))

    assert "Imogen Vale" in again.content.decode()
    names = [name for name, _ in again.context["everywhere"].fields["found"].choices]
    assert "Tom Baker" in names and not {"Imogen Vale", "Ruth Adeyemi"} & set(names)


def test_a_found_name_is_covered_by_ticking_it(ruths_browser: Browser, mara: Any, note: Any) -> None:
    place = chosen(ruths_browser, mara)
    assert "Tom Baker" in [name for name, _ in ruths_browser.get(place).context["everywhere"].fields["found"].choices]

    answer = covered(ruths_browser, place, found=["Tom Baker"])

    assert answer.status_code == 303
    told = ruths_browser.get(place).content.decode()
    assert "[covered: another person] stood by." in told


def test_a_passage_is_covered_in_one_text_by_writing_it(ruths_browser: Browser, mara: Any, note: Any) -> None:
    place = chosen(ruths_browser, mara)

    assert covered(ruths_browser, place, item=str(note.pk), passages="stood by", reason="safety").status_code == 303

    assert "Tom Baker [covered: somebody’s safety]." in ruths_browser.get(place).content.decode()


def test_what_is_covered_can_be_shown_again(ruths_browser: Browser, mara: Any, note: Any) -> None:
    place = chosen(ruths_browser, mara)
    covered(ruths_browser, place, passages="Tom Baker")
    revision = ruths_browser.get(place).context["draft"].revision

    ruths_browser.post(f"{place}show/", {"revision": revision, "item": "", "passage": "Tom Baker"})

    assert "Tom Baker stood by." in ruths_browser.get(place).content.decode()


def test_a_passage_that_stands_nowhere_is_told_and_kept_in_its_box(
    ruths_browser: Browser, mara: Any, note: Any
) -> None:
    answer = covered(ruths_browser, chosen(ruths_browser, mara), passages="Tim Baker")

    assert answer.status_code == 422
    told = answer.content.decode()
    assert "“Tim Baker” stands in none of these texts." in told
    assert ">Tim Baker</textarea>" in told.replace("\n", "")


def test_one_letter_covers_nothing(ruths_browser: Browser, mara: Any, note: Any) -> None:
    assert covered(ruths_browser, chosen(ruths_browser, mara), passages="a").status_code == 422


def test_two_windows_do_not_cover_past_each_other(ruths_browser: Browser, mara: Any, note: Any) -> None:
    place = chosen(ruths_browser, mara)
    covered(ruths_browser, place, passages="Tom Baker")

    answer = covered(ruths_browser, place, revision=1, passages="market")

    assert answer.status_code == 409
    assert "market" in answer.content.decode()


def test_the_export_is_a_file_that_holds_and_names_nobody(ruths_browser: Browser, mara: Any, note: Any) -> None:
    place = chosen(ruths_browser, mara)
    covered(ruths_browser, place, passages="Tom Baker")
    revision = ruths_browser.get(place).context["draft"].revision

    answer = ruths_browser.post(f"{place}make/", {"revision": revision})

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="record.zip"'
    assert ours(answer.content) == HOLDS
    assert "Tom Baker" not in zipfile.ZipFile(io.BytesIO(answer.content)).read("record.json").decode()


def test_sent_twice_it_is_made_once_and_leads_to_the_list(ruths_browser: Browser, ruth: Any, mara: Any) -> None:
    place = chosen(ruths_browser, mara)
    ruths_browser.post(f"{place}make/", {"revision": 1})

    answer = ruths_browser.post(f"{place}make/", {"revision": 1})

    assert answer.status_code == 303
    assert answer["Location"].endswith("/disclosures/?said=exchange.made-before")
    assert len(queries.disclosures(ruth, mara)) == 1


def test_what_was_changed_since_it_was_looked_at_is_not_made(ruths_browser: Browser, ruth: Any, mara: Any) -> None:
    place = chosen(ruths_browser, mara)

    assert ruths_browser.post(f"{place}make/", {"revision": 7}).status_code == 409
    assert queries.disclosures(ruth, mara) == []


@pytest.mark.parametrize("last", ["", "make/"])
def test_who_has_not_shown_who_they_are_lately_is_asked_first(
    ruths_browser: Browser, ruth: Any, mara: Any, last: str
) -> None:
    place = chosen(ruths_browser, mara) if last else f"/clients/{mara.pk}/export/"
    session = ruths_browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 600}]
    session.save()

    answer = ruths_browser.post(f"{place}{last}", CHOSEN | {"revision": 1})

    assert answer["Location"].startswith("/confirm/")
    assert queries.disclosures(ruth, mara) == []


def test_the_list_says_to_whom_and_why(ruths_browser: Browser, ruth: Any, mara: Any) -> None:
    actions.export(member=ruth, client=mara, wanted=WANTED)

    told = ruths_browser.get(f"/clients/{mara.pk}/disclosures/").content.decode()

    assert "Harper &amp; Lowe, solicitors" in told
    assert "A court asked for it." in told


def test_the_accounting_is_printed_and_that_is_entered(
    ruths_browser: Browser, ruth: Any, mara: Any, pdf_text: Any
) -> None:
    actions.export(member=ruth, client=mara, wanted=WANTED)

    answer = ruths_browser.post(f"/clients/{mara.pk}/disclosures/print/")

    told = pdf_text(answer.content)
    assert "Accounting of disclosures" in told and "Harper & Lowe, solicitors" in told and "Mara Lindqvist" in told
    whats = chain.client_entries(ruth.practice_id, mara.pk).values_list("what", flat=True)
    assert "exchange.disclosures.printed" in whats


def test_another_practice_gets_nothing(omars_browser: Browser, ruth: Any, mara: Any) -> None:
    draft = actions.prepare(member=ruth, client=mara, wanted=WANTED)

    for place in ("", f"{draft.pk}/"):
        assert omars_browser.get(f"/clients/{mara.pk}/export/{place}").status_code == 404


def test_the_texts_take_the_same_queries_however_many(
    ruths_browser: Browser, ruth: Any, mara: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        signed(ruth, mara)
    place = chosen(ruths_browser, mara)
    ruths_browser.get(place)
    with django_assert_max_num_queries(45):
        ruths_browser.get(place)
    for _ in range(20):
        signed(ruth, mara)
    with django_assert_max_num_queries(45):
        ruths_browser.get(place)


# A large one


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waveback.exchange.record_views.LARGE", 0)
    monkeypatch.setattr("waveback.exchange.record_making.LARGE", 0)


@pytest.mark.usefixtures("few_are_many")
def test_a_large_record_is_made_off_the_request_and_recorded_once(
    ruths_browser: Browser, ruth: Any, mara: Any, note: Any
) -> None:
    place = chosen(ruths_browser, mara)
    first = ruths_browser.post(f"{place}make/", {"revision": 1})
    second = ruths_browser.post(f"{place}make/", {"revision": 1})
    assert first["Location"] == second["Location"]
    assert queries.disclosures(ruth, mara) == []

    working.work_off(first["Location"].split("/")[-2])

    answer = ruths_browser.post(f"{first['Location']}take/")
    assert answer["Content-Disposition"] == 'attachment; filename="record.zip"'
    assert ours(answer.content) == HOLDS
    assert len(queries.disclosures(ruth, mara)) == 1


@pytest.mark.usefixtures("few_are_many")
def test_a_large_export_that_is_stopped_is_not_entered_as_handed_out(
    ruths_browser: Browser, ruth: Any, mara: Any, note: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = chosen(ruths_browser, mara)
    job = ruths_browser.post(f"{place}make/", {"revision": 1})["Location"].split("/")[-2]

    def unwanted(*_: object) -> None:
        raise jobs.Cancelled

    monkeypatch.setattr(working.AtWork, "step", unwanted)
    working.work_off(job)

    assert queries.disclosures(ruth, mara) == []
    assert ruths_browser.get(place).status_code == 200
