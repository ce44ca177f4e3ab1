"""Notes signed before a question was added still read, print and verify, to the letter."""

from datetime import UTC, datetime
from html import unescape
from uuid import uuid4

import pytest

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.document import queries, record
from waveback.steps.document.actions import common
from waveback.steps.document.models import RunIn

AT = datetime(2026, 11, 1, 18, tzinfo=UTC)
AT_MARKET = {
    "chance": "planned",
    "deviated": "no",
    "fact": "We met at the market.",
    "hello": "they",
    "i_with": "others",
    "impact": "Nothing noticed.",
    "introduced": "not_at_all",
    "knew": "both",
    "lasted": "moment",
    "place": "shop",
    "plan": "Offer once.",
    "said": "deferred",
    "saw": "both",
    "they_with": ["family"],
}
ONLINE = AT_MARKET | {"place": "online"}
RECORD = [["Kind of place", "in a shop or market"], ["Who saw whom", "We saw each other at the same time."]]


def signed_then(member, client, facts):
    """A note as the first release signed it: format 1, its document written out here, not made by today's code."""
    moment = "2026-11-01T18:00:00.000000+00:00"
    row = RunIn(
        practice_id=member.practice_id, author_id=member.pk, client_id=client.pk, capture_key=uuid4(), facts=facts,
        happened_at=AT, received_at=AT, drafted_at=AT, signed_at=AT, signed_by_id=member.pk,
        signed_name="Ruth Adeyemi, PhD", signed_factor="password",
    )  # fmt: skip
    row.signed_text = ledger.canonical(
        {
            "format": 1,
            "kind": "incidental encounter",
            "run_in": str(row.pk),
            "client": str(client.pk),
            "clocks": {
                "happened_at": moment,
                "happened_approximately": False,
                "captured_at": "",
                "received_at": moment,
                "late_entry": False,
            },
            "policy": {"version": None, "sha256": ""},
            "facts": facts,
            "record": RECORD,
            "signature": {"name": "Ruth Adeyemi, PhD", "factor": "password", "meaning": "author", "at": moment},
        }
    )
    with act():
        row.save(force_insert=True)
        common.enter(row, member, "document.note.signed", content=row.signed_text, facts={"factor": "password"})
    return queries.run_in(member, row.pk)


@pytest.mark.parametrize("facts", [AT_MARKET, ONLINE], ids=["in person", "online"])
def test_an_older_note_reads_prints_and_verifies(ruths_browser, ruth, mara, facts):
    run_in = signed_then(ruth, mara, facts)

    assert record.of(ruth, run_in)["seal"].whole
    page = unescape(ruths_browser.get(f"/run-ins/{run_in.pk}/").content.decode())
    assert "Unchanged since signing" in page
    assert "We met at the market." in page
    printed = unescape(ruths_browser.post(f"/run-ins/{run_in.pk}/print/").content.decode())
    assert "in a shop or market" in printed
    assert "We met at the market." in printed


def test_an_older_note_can_be_copied_in_every_format(ruths_browser, ruth, mara):
    run_in = signed_then(ruth, mara, AT_MARKET)

    for how in ("dap", "soap", "birp", "narrative"):
        shown = ruths_browser.get(f"/run-ins/{run_in.pk}/?as={how}").context["to_copy"]
        assert "Kind of place: in a shop or market." in shown
        assert "We met at the market." in shown
