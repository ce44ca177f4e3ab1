"""Two clients in one run-in are two records: nothing of the one can be found from the other."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection

from tests.steps.run_ins import CAPTURED, WHOLE, captured, signed
from waveback.ground.ledger import queries as entries
from waveback.people import disposal
from waveback.steps.document import actions, queries
from waveback.steps.document.models import RunIn

SENTENCE = "Apples with the tall one."


def text(response):
    return unescape(response.content.decode())


def another(member, of, client, **given):
    told = {"capture_key": uuid4(), "who": "", "with_line": False, "captured_at": None} | given
    row = actions.capture_another(member=member, of=of, client=client, **told)
    return queries.run_in(member, row.pk)


def traces(of, client):
    """Everything by which the first record, or whom it is about, could be known."""
    ids = [value for one in (of.pk, client.pk, of.capture_key) for value in (str(one), one.hex)]
    clock = f"{of.happened_at:%H:%M:%S.%f}"
    return [*ids, client.code_label, client.name, client.legal_name, SENTENCE, clock]


def stored_of(run_in):
    """The row as it lies in the table, and what the client's ledger says, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM document_runin")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    (own,) = [row for row in rows if str(row["id"]).replace("-", "") == run_in.pk.hex]
    columns = " ".join(bytes(v).hex() if isinstance(v, bytes | memoryview) else str(v) for v in own.values())
    chain = entries.client_entries(run_in.practice_id, run_in.client_id)
    told = " ".join(json.dumps(entry.document) + str(entry.facts) for entry in chain)
    return columns + told + json.dumps(run_in.noted)


def test_the_second_record_begins_with_the_place_and_my_own_side_alone(ruth, mara, daniel):
    first = captured(ruth, mara, facts=CAPTURED | {"line": SENTENCE})

    second = another(ruth, first, daniel)

    assert second.noted == {"place": "shop", "i_with": "alone"}
    assert second.client_id == daniel.pk
    assert second.happened_at == first.happened_at.replace(second=0, microsecond=0)
    assert queries.run_in(ruth, first.pk).revision == first.revision


def test_nothing_of_the_first_is_found_from_the_second(ruths_browser, ruth, mara, daniel):
    first = signed(ruth, mara, WHOLE | {"line": SENTENCE}, happened_at=datetime.now(UTC) - timedelta(hours=2))
    second = another(ruth, first, daniel)
    actions.finish(
        member=ruth,
        run_in=second,
        revision=1,
        facts=WHOLE | {"line": "", "fact": "We met."},
        happened_at=second.happened_at,
        approximately=False,
    )
    ruths_browser.post(f"/run-ins/{second.pk}/sign/", {"revision": 2, "name": "Ruth Adeyemi"})
    second = queries.run_in(ruth, second.pk)
    assert second.signed_at is not None

    note = text(ruths_browser.get(f"/run-ins/{second.pk}/"))
    printed = text(ruths_browser.post(f"/run-ins/{second.pk}/print/"))

    for trace in traces(first, mara):
        for place in (stored_of(second), second.signed_text, note, printed):
            assert trace not in place
    for trace in (str(second.pk), second.pk.hex, str(daniel.pk), daniel.pk.hex, daniel.name, daniel.code_label):
        assert trace not in stored_of(queries.run_in(ruth, first.pk))


def test_neither_ledger_hears_of_the_other(ruth, mara, daniel):
    first = captured(ruth, mara)
    before = entries.client_entries(mara.practice_id, mara.pk).count()

    another(ruth, first, daniel)

    assert entries.client_entries(mara.practice_id, mara.pk).count() == before
    assert [one.what for one in entries.client_entries(daniel.practice_id, daniel.pk)][-1:] == [
        "document.run_in.captured"
    ]


def test_the_sentence_goes_along_only_when_it_is_ticked(ruth, mara, daniel):
    first = captured(ruth, mara, facts=CAPTURED | {"line": SENTENCE})

    assert "line" not in another(ruth, first, daniel).noted
    assert another(ruth, first, daniel, with_line=True).noted["line"] == SENTENCE


def test_it_is_somebody_else(ruth, mara):
    with pytest.raises(actions.SameClient):
        another(ruth, captured(ruth, mara), mara)


def test_the_one_put_down_first_is_not_offered_again(ruths_browser, ruth, mara, daniel):
    captured(ruth, daniel)
    run_in = captured(ruth, mara)

    offered = ruths_browser.get(f"/run-ins/{run_in.pk}/another/").context["offered"]

    assert [client.pk for client in offered] == [daniel.pk]


def test_one_writes_down_ones_own_run_ins(ruth, omar, mara):
    with pytest.raises(actions.NotYours):
        another(omar, captured(ruth, mara), None, who="x")


def test_capture_asks_for_the_other_one_next(ruths_browser, mara, daniel):
    told = {
        "capture_key": uuid4(),
        "client": mara.pk,
        "when": "now",
        "place": "cafe",
        "another": "on",
        "line": SENTENCE,
    }

    response = ruths_browser.post("/run-ins/new/", told)

    path = response["Location"].partition("?")[0]
    assert path.endswith("/another/")
    page = text(ruths_browser.get(path))
    assert "Take the sentence along" in page
    assert "Neither record knows of the other." in page
    done = ruths_browser.post(path, {"capture_key": uuid4(), "client": daniel.pk}, follow=True)
    assert "Finish and sign" in text(done)
    second = RunIn.objects.get(client_id=daniel.pk)
    assert second.noted == {"place": "cafe"}


def test_sent_twice_it_lands_once(ruths_browser, ruth, mara, daniel):
    path, told = f"/run-ins/{captured(ruth, mara).pk}/another/", {"capture_key": uuid4(), "client": daniel.pk}

    first, second = (ruths_browser.post(path, told)["Location"] for _ in range(2))

    assert first == second
    assert RunIn.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Say who it was, or choose “Say later”."),
        ({"client": "later"}, "Write a few words by which you will know who it was."),
        ({"client": "mara"}, "Choose someone from the list."),
        ({"client": "the first"}, "That is the one whom you put down first. Choose somebody else."),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(ruths_browser, ruth, mara, given, sentence):
    run_in = captured(ruth, mara)
    given = {name: str(mara.pk) if value == "the first" else value for name, value in given.items()}

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/another/", {"capture_key": uuid4()} | given)

    assert page.status_code == 422
    assert sentence in text(page)
    assert RunIn.objects.count() == 1


def test_the_other_one_may_be_named_later(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    ruths_browser.post(
        f"/run-ins/{run_in.pk}/another/", {"capture_key": uuid4(), "client": "later", "who": "Red bicycle"}
    )

    assert RunIn.objects.get(client=None).who == "Red bicycle"


def test_from_an_erased_file_nothing_is_taken(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert ruths_browser.get(f"/run-ins/{run_in.pk}/another/").status_code == 410
