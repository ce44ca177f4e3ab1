"""Two windows at the very same moment: one wins, whatever the database, and the ledger tells it once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, signed
from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.steps.document import actions, queries
from waveback.steps.document.models import Addendum, RunIn

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run them in threads that start together; return each one's result, or its refusal."""
    together = Barrier(len(works))

    def run(work):
        together.wait()
        try:
            return work()
        except actions.Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def count(client, what):
    return entries.client_entries(client.practice_id, client.pk).filter(what=what).count()


def refusals(results):
    return [type(result).__name__ for result in results if isinstance(result, actions.Refused)]


def test_signing_twice_at_once_signs_once(ruth, mara):
    run_in = drafted(ruth, mara)

    def sign():
        own = queries.run_in(ruth, run_in.pk)
        actions.sign(member=ruth, run_in=own, revision=run_in.revision, proof=PROOF)

    assert refusals(at_once(sign, sign, sign)) == ["AlreadySigned"] * 2
    assert count(mara, "document.note.signed") == 1
    assert ledger.verify(ruth.practice_id) is None


def test_signing_and_changing_at_once_never_signs_what_was_not_read(ruth, mara):
    run_in = drafted(ruth, mara)

    def sign():
        own = queries.run_in(ruth, run_in.pk)
        actions.sign(member=ruth, run_in=own, revision=run_in.revision, proof=PROOF)

    def change():
        own = queries.run_in(ruth, run_in.pk)
        actions.finish(
            member=ruth,
            run_in=own,
            revision=run_in.revision,
            facts=WHOLE | {"fact": "Changed."},
            happened_at=own.happened_at,
            approximately=False,
        )

    assert len(refusals(at_once(sign, change))) == 1
    kept = queries.run_in(ruth, run_in.pk)
    assert (kept.signed_at is None) == (kept.noted["fact"] == "Changed.")


def test_the_same_form_at_once_lands_once(ruth, mara):
    key = uuid4()

    results = at_once(*[lambda: captured(ruth, mara, capture_key=key, ease=3)] * 4)

    assert len({row.pk for row in results}) == 1
    assert RunIn.objects.count() == count(mara, "document.run_in.captured") == 1


def test_two_addenda_at_once_do_not_get_the_same_number(ruth, mara):
    run_in = signed(ruth, mara)

    def add():
        own = queries.run_in(ruth, run_in.pk)
        return actions.add(member=ruth, run_in=own, addendum_id=uuid4(), reason="addition", text="More.", proof=PROOF)

    at_once(add, add)

    numbers = list(Addendum.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert count(mara, "document.addendum.signed") == len(numbers)
