"""Several writers at once: their entries queue up, without gaps, in every chain."""

import threading
from uuid import uuid4

import pytest
from django.db import connections

from tests.ground.ledger.conftest import enter
from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.ledger.models import Entry, Head

WRITERS, EACH = 4, 15

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*works):
    """Run each work in a thread of its own; return what they raised."""
    raised, ready = [], threading.Barrier(len(works))

    def run(work):
        try:
            ready.wait(10)
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_writers_of_one_practice_and_one_client_leave_no_gap():
    practice, clients = uuid4(), [uuid4(), uuid4()]

    def write():
        for number in range(EACH):
            enter(practice, client=[None, *clients][number % 3], content="nod")

    assert all_at_once(*[write] * WRITERS) == []
    assert ledger.verify(practice) is None
    seqs = Entry.objects.filter(practice=practice).order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, WRITERS * EACH + 1))
    assert (
        sum(head.seq for head in Head.objects.filter(practice=practice).exclude(client=None)) == WRITERS * EACH / 3 * 2
    )


def test_practices_that_are_written_at_once_stay_apart():
    practices = [uuid4() for _ in range(WRITERS)]

    def writes(practice):
        return lambda: [enter(practice) for _ in range(EACH)]

    assert all_at_once(*[writes(practice) for practice in practices]) == []
    for practice in practices:
        assert Entry.objects.filter(practice=practice).count() == EACH
        assert ledger.verify(practice) is None


def test_a_writer_that_gives_up_leaves_the_next_one_its_number():
    practice = uuid4()
    recorded, may_fail = threading.Event(), threading.Event()

    def give_up():
        try:
            with act():
                ledger.record(practice=practice, what="document.note.signed", by=None)
                recorded.set()
                may_fail.wait(10)
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    def go_on():
        recorded.wait(10)
        threading.Timer(0.1, may_fail.set).start()
        enter(practice)

    assert all_at_once(give_up, go_on) == []
    assert [entry.seq for entry in Entry.objects.filter(practice=practice)] == [1]
    assert ledger.verify(practice) is None


def test_verifying_while_others_write_finds_no_break():
    practice, done, verified = uuid4(), threading.Event(), []
    enter(practice)

    def write():
        for _ in range(EACH * WRITERS):
            enter(practice, client=practice)
        done.set()

    def read():
        while not done.is_set():
            verified.append(ledger.verify(practice))

    assert all_at_once(write, read) == []
    assert set(verified) == {None}
