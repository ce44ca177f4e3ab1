"""A therapist with a published policy, and rounds that are answered as one wishes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from waveback.rehearsal import actions, own, queries
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def publish(member: Any, **options: str) -> Any:
    """Publish a version with these choices: publish(ruth, c2="eye_contact")."""
    revision = policies.live(member.practice).revision
    for name, option in options.items():
        answer = {"option": option, "own_words": "", "included": True}
        revision = policy.answer_clause(member=member, number=name[1:], answer=answer, revision=revision)
    return policy.publish_version(member=member, revision=revision)


@pytest.fixture
def published(ruth: Any) -> Any:
    return publish(ruth, c1="client")


def the_round(member: Any) -> queries.Round:
    found = queries.open_round(queries.held(member))
    assert found is not None
    return found


def fitting(member: Any) -> str:
    """The key of a move that fits the turn that is asked."""
    found = the_round(member)
    judge = queries.own(member.practice)
    return own.fitting_moves(found.drill.scene, found.turn, found.drill.person, judge)[0].key


def wrong(member: Any) -> str:
    """The key of a move that does not fit it."""
    found, judge = the_round(member), queries.own(member.practice)
    place = (found.drill.scene, found.turn, found.drill.person)
    return next(move.key for move in found.turn.moves if not own.judged_move(*place, move.key, judge).fits)


def answer(member: Any, key: str, at: datetime = MONDAY) -> None:
    actions.answer(member=member, step=the_round(member).step, way=own.CHOSEN, given=key, at=at)


def finish(member: Any, choose: Any = fitting, at: datetime = MONDAY) -> None:
    """Answer everything that is left of the open round."""
    while not the_round(member).is_over:
        answer(member, choose(member), at)
        actions.go_on(member=member, step=the_round(member).step)


@pytest.fixture
def colleague(ruth: Any) -> Any:
    """Somebody else in Ruth's practice."""
    from waveback.people.models import Member, User

    user = User.objects.create_user(email="noor@example.org", password="a boat on the quiet lake")
    return Member.objects.create(practice=ruth.practice, user=user, name="Noor Haddad", joined_at=MONDAY)
