"""An act of record: one transaction, at least one line in the ledger, or nothing at all."""

import threading
import time

import pytest

from waveback.ground import ledger
from waveback.ground.acts import NothingRecorded, OutsideAct, act
from waveback.ground.sqlite.locks import FairLock
from waveback.people.models import Practice


def line(ruth):
    ledger.record(practice=ruth.practice_id, what="people.practice.changed", by=ruth.pk)


def test_an_act_without_a_line_in_the_ledger_is_rolled_back(ruth):
    with pytest.raises(NothingRecorded), act():
        Practice.objects.update(name="Elsewhere")

    assert Practice.objects.get(pk=ruth.practice_id).name == "Lakeside Counselling"


def test_an_inner_act_must_record_its_own_line(ruth):
    def forgetful():
        with act():
            line(ruth)
            with act():
                pass

    with pytest.raises(NothingRecorded):
        forgetful()


def test_an_inner_act_that_fails_takes_the_outer_one_with_it(ruth):
    def failing():
        with act():
            Practice.objects.update(name="Elsewhere")
            with act():
                line(ruth)
                _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        failing()

    assert Practice.objects.get(pk=ruth.practice_id).name == "Lakeside Counselling"


def test_the_ledger_is_not_written_outside_an_act(ruth):
    with pytest.raises(OutsideAct):
        line(ruth)


def test_the_write_lock_is_handed_over_in_the_order_of_asking():
    lock, order, threads = FairLock(), [], []
    lock.acquire()

    def ask(number):
        lock.acquire()
        order.append(number)
        lock.release()

    for number in range(8):
        thread = threading.Thread(target=ask, args=(number,))
        thread.start()
        threads.append(thread)
        while len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join(5)

    assert order == list(range(8))
