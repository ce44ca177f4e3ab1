"""Two windows at the same moment, on real connections: one lands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connections

from waveback.ground import ledger
from waveback.steps.client_leads import queries
from waveback.steps.client_leads.actions import SetMeanwhile, set_wishes
from waveback.steps.client_leads.rules import choices


def test_of_two_who_set_wishes_at_once_one_lands_and_the_other_is_told(transactional_db, ruth, mara):
    start = Barrier(2)

    def window(greeting):
        start.wait()
        try:
            told = choices({"greeting": greeting})
            set_wishes(member=ruth, client=mara, choices=told, on=date(2026, 3, 3), source="told_me", seen=None)
            return "landed"
        except SetMeanwhile:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(window, ["nod", "hi"]))

    assert sorted(ended) == ["landed", "told"]
    assert queries.history(ruth, mara).count() == 1
    assert ledger.verify(ruth.practice_id) is None
