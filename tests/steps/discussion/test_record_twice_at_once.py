"""The last button pressed twice at the same moment, on real connections: it lands once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from django.db import connections

from tests.conftest import _opened
from waveback.ground import ledger
from waveback.steps.client_leads import queries as wishes
from waveback.steps.discussion import actions, queries


def test_an_answer_recorded_twice_at_once_lands_once(transactional_db, ruth, mara, room):
    room.begin()
    room.send("greeting", greeting="nod")
    room.answer()
    talk = room.talk
    hidden = queries.shown_with_the_answer(ruth, mara, talk)
    start = Barrier(2)

    def press(_):
        start.wait()
        try:
            return actions.acknowledge(
                member=ruth,
                client=mara,
                talk=queries.under_way(ruth, mara, talk.id) or talk,
                shown=(hidden["version"], hidden["text_hash"]),
                said_by="",
                presence="",
                factor="password",
                language="en",
            ).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [talk.id, talk.id]

    assert queries.acknowledgements(ruth, mara).count() == 1
    assert wishes.history(ruth, mara).count() == 1
    assert ledger.verify(ruth.practice_id) is None


def test_small_forms_sent_twice_at_once_land_once(transactional_db, ruth, mara):
    asked, start = uuid4(), Barrier(2)

    def press(_):
        start.wait()
        try:
            return actions.ask_again(member=ruth, client=mara, words="Once more", id=asked).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [asked, asked]

    assert ledger.verify(ruth.practice_id) is None


def test_a_person_named_twice_at_once_is_named_once(transactional_db, ruth):
    couple, one, start = _opened(ruth, legal_name="Ito and Marsh", kind="couple"), uuid4(), Barrier(2)

    def press(_):
        start.wait()
        try:
            return actions.add_participant(member=ruth, client=couple, label="Partner A", id=one).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [one, one]

    assert queries.participants(ruth, couple).count() == 1
