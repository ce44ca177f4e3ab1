"""The sealed evidence of what is handed over goes with it, byte for byte, and both verifiers say that it holds."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.days import today
from tests.exchange.test_export_the_record import exported, items
from waveback.exchange.covering import Cover
from waveback.exchange.record_making import Wanted
from waveback.exchange.record_queries import Chosen
from waveback.steps.discussion import actions as discussion
from waveback.steps.policy import actions as policy_actions
from waveback.steps.policy import queries as policy


@pytest.fixture
def sealed(ruth: Any, mara: Any) -> Any:
    """An answer on paper with a sealed file beside it; what the file holds does not matter here."""
    words = {"option": "two_minutes", "own_words": "I say goodbye soon."}
    revision = policy.live(ruth.practice).revision
    revision = policy_actions.answer_clause(member=ruth, number="5", answer=words, revision=revision)
    version = policy_actions.publish_version(member=ruth, revision=revision, material=True, changes="First.")
    paper = discussion.Paper(version=version, on=today(), state="accepted", name="Mara", kept="drawer 2")
    told = {"member": ruth, "client": mara}
    row = discussion.record_paper(**told, paper=paper, id=uuid4(), factor="password", language="en")
    return discussion.keep_evidence(**told, about=row, kind="evidence", turn=1, content=b"%PDF sealed", covers={})


def test_it_goes_with_its_answer_and_the_bundle_holds(ruth: Any, mara: Any, sealed: Any) -> None:
    files = exported(ruth, mara)

    (name,) = [name for name in files if name.startswith("documents/")]
    assert name.endswith("-evidence-1.pdf") and files[name] == b"%PDF sealed"
    (answer,) = items(files, "acknowledgement")
    assert answer["id"] == str(sealed.acknowledgement_id)


@pytest.mark.parametrize(
    ("chosen", "covers"),
    [
        (Chosen(parts=("plans",)), ()),
        (Chosen(until=date(2020, 1, 1)), ()),
        (Chosen(), [Cover("", "Mara", "another")]),
    ],
    ids=["of a part that is not chosen", "made after the chosen days", "where something is covered"],
)
def test_it_stays_here(ruth: Any, mara: Any, sealed: Any, chosen: Chosen, covers: Any) -> None:
    files = exported(ruth, mara, Wanted(chosen, "p", "r"), covers)

    assert not any(name.startswith("documents/") for name in files)


# The paper itself


@pytest.fixture
def scanned(ruth: Any, mara: Any, sealed: Any) -> Any:
    """Two pages of the signed paper, kept beside the answer."""
    told = discussion.Scanned(uuid4(), (b"first page", b"second page"))
    return discussion.keep_scan(member=ruth, client=mara, scanned=told, beside=sealed.acknowledgement)


def scans_in(files: dict[str, bytes]) -> list[bytes]:
    return [files[name] for name in sorted(files) if "-scan-" in name]


def test_the_scan_of_a_signed_paper_goes_with_its_answer(ruth: Any, mara: Any, scanned: Any) -> None:
    files = exported(ruth, mara)

    assert scans_in(files) == [b"first page", b"second page"]
    assert any(name.endswith("-scan-1-page-02.jpg") for name in files)


def test_a_scan_that_was_marked_as_wrong_stays_here(ruth: Any, mara: Any, scanned: Any) -> None:
    discussion.mark_scan_wrong(member=ruth, client=mara, scan=scanned, reason="Another paper.")

    assert scans_in(exported(ruth, mara)) == []


@pytest.mark.parametrize(
    ("chosen", "covers"),
    [(Chosen(parts=("plans",)), ()), (Chosen(until=date(2020, 1, 1)), ()), (Chosen(), [Cover("", "Mara", "another")])],
    ids=["of a part that is not chosen", "kept after the chosen days", "where something is covered"],
)
def test_a_scan_stays_here(ruth: Any, mara: Any, scanned: Any, chosen: Chosen, covers: Any) -> None:
    assert scans_in(exported(ruth, mara, Wanted(chosen, "p", "r"), covers)) == []


def test_two_scans_of_one_answer_are_counted(ruth: Any, mara: Any, scanned: Any, sealed: Any) -> None:
    more = discussion.Scanned(uuid4(), (b"third page",))
    discussion.keep_scan(member=ruth, client=mara, scanned=more, beside=sealed.acknowledgement)

    assert any(name.endswith("-scan-2-page-01.jpg") for name in exported(ruth, mara))
