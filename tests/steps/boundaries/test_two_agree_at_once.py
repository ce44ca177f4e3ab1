"""Two windows at the same moment, on real connections: one lands, the other is told, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from tests.steps.boundaries.conftest import MARCH, a_plan
from waveback.ground import ledger
from waveback.steps.boundaries import queries
from waveback.steps.boundaries.actions import ChangedMeanwhile, PlannedMeanwhile, agree_plan


def at_once(*acts):
    start = Barrier(len(acts))

    def window(act):
        start.wait()
        try:
            act()
            return "landed"
        except (ChangedMeanwhile, PlannedMeanwhile):
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(window, acts))


def test_of_two_who_change_a_plan_at_once_one_lands_and_the_other_is_told(transactional_db, ruth, mara):
    told = {"member": ruth, "client": mara, "on": MARCH, "source": "told_me"}
    gym = agree_plan(**told, plan=a_plan())

    ended = at_once(
        lambda: agree_plan(**told, plan=a_plan(often="most_days"), replaces=gym.id),
        lambda: agree_plan(**told, plan=a_plan(often="events"), replaces=gym.id),
    )

    assert ended == ["landed", "told"]
    assert len(queries.plans(ruth, mara)[0].versions) == 2
    assert ledger.verify(ruth.practice_id) is None


def test_of_two_who_plan_for_the_same_place_at_once_one_lands_and_the_other_is_told(transactional_db, ruth, mara):
    told = {"member": ruth, "client": mara, "on": MARCH, "source": "told_me", "seen": 0}

    ended = at_once(lambda: agree_plan(**told, plan=a_plan()), lambda: agree_plan(**told, plan=a_plan(named="Pool")))

    assert ended == ["landed", "told"]


def test_two_who_plan_for_different_places_at_once_both_land(transactional_db, ruth, mara):
    told = {"member": ruth, "client": mara, "on": MARCH, "source": "told_me", "seen": 0}

    ended = at_once(
        lambda: agree_plan(**told, plan=a_plan()),
        lambda: agree_plan(**told, plan=a_plan(place="school")),
    )

    assert ended == ["landed", "landed"]
    assert {one.plan.place for one in queries.plans(ruth, mara)} == {"sport", "school"}
    assert ledger.verify(ruth.practice_id) is None
