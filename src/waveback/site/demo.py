"""`waveback demo`: an invented practice with a year behind it, made by the rooms' real actions.

What happened when is part of the story, so the rooms are told the story's time instead of the clock's. The ledger
isn't: its time is always the server's, so every entry of the demonstration carries the day on which it was made.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils import timezone

from waveback.people import actions as people
from waveback.people import labels, queries
from waveback.site.demo_year import ZONE, Year

EMAIL = "ruth@example.org"

Progress = Callable[[int, int], None]


class NotEmpty(Exception):
    """Somebody's practice is here; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Filled:
    """How to sign in to the demonstration."""

    email: str
    password: str = field(repr=False)


def fill(progress: Progress) -> Filled:
    """Invent the practice and its year. Raises NotEmpty where anything is that somebody may have put there.

    progress: called with how many of how many happenings are there. The people, dates and words are the same each
    time; code labels, keys and the password are not.
    """
    if queries.is_claimed():
        raise NotEmpty(
            "There is a practice here already, and a demonstration never goes beside a real one: set DATA_DIR to an"
            " empty folder and run `waveback demo` again."
        )
    password = "-".join(word.lower() for word in secrets.SystemRandom().sample(labels.WORDS, 5))
    ruth = people.found_practice(
        practice=people.PracticeDetails("Lakeside Counselling", ZONE, "apa"),
        owner=people.OwnerDetails("Ruth Adeyemi", EMAIL, password, "PhD"),
        demo=True,
    )
    happenings = sorted(Year(ruth, datetime.now(UTC)).happenings(), key=lambda happening: happening[0])
    for done, (at, happen) in enumerate(happenings, start=1):
        with _told(at):
            happen()
        progress(done, len(happenings))
    return Filled(EMAIL, password)


@contextmanager
def _told(at: datetime) -> Iterator[None]:
    """Within it, the rooms' clocks say `at`. The ledger and the vault have clocks of their own."""
    clock = timezone.now
    timezone.now = lambda: at
    try:
        yield
    finally:
        timezone.now = clock
