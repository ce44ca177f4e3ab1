"""Every look at a client's file is in the ledger: once for each member, client and quarter of an hour."""

import time_machine

from waveback.ground.ledger.models import Entry
from waveback.people import actions


def looks():
    return Entry.objects.filter(body__contains="people.client.looked").count()


def test_looking_twice_within_a_quarter_of_an_hour_is_one_line(ruth, mara):
    with time_machine.travel("2026-11-23T18:01:00Z", tick=False):
        actions.look_at(member=ruth, client=mara)
    with time_machine.travel("2026-11-23T18:14:59Z", tick=False):
        actions.look_at(member=ruth, client=mara)

    assert looks() == 1


def test_the_next_quarter_makes_a_new_line(ruth, mara):
    with time_machine.travel("2026-11-23T18:14:59Z", tick=False):
        actions.look_at(member=ruth, client=mara)
    with time_machine.travel("2026-11-23T18:15:00Z", tick=False):
        actions.look_at(member=ruth, client=mara)

    assert looks() == 2


def test_another_client_is_another_line(ruth, mara, daniel):
    for client in (mara, daniel):
        actions.look_at(member=ruth, client=client)

    assert looks() == 2
