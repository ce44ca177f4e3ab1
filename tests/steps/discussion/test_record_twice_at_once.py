"""The last button pressed twice at the same moment, on real connections: it lands once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

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
