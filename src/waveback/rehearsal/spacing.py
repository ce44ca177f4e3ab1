"""When something comes back: FSRS, which learns from each answer how long it will stay. Pure: no clock of its own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE, VERDICTS

if TYPE_CHECKING:
    from fsrs import Scheduler

LONGEST: Final = 180
"""Days. Half a year, as wishes are looked at again."""
RETENTION: Final = 0.9

_GRADES: Final[Mapping[str, str]] = {FITS: "Good", BETTER: "Hard", AGAINST: "Again", UNSAFE: "Again"}

Kept = Mapping[str, Any]
"""An FSRS card as JSON values, without an id of its own: the row that holds it has one."""


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # loaded when somebody practises: it takes a tenth of a second

    # No steps of minutes: nobody practises a scene twice in one sitting. No chance: the same answers, the same day.
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def reviewed(card: Kept | None, verdict: str, at: datetime) -> tuple[dict[str, Any], datetime]:
    """The card after an answer at `at` (aware), and when it comes back. card: None the first time."""
    from fsrs import Card, Rating

    before = Card.from_dict({"card_id": 0, **card}) if card else Card(card_id=0, due=at)  # type: ignore[typeddict-item]
    after, _ = _scheduler().review_card(before, Rating[_GRADES[verdict]], review_datetime=at)
    kept = {name: value for name, value in after.to_dict().items() if name != "card_id"}
    return kept, after.due


def once_more(card: Kept | None, before: str, verdict: str, at: datetime) -> bool:
    """Whether this went wrong after it had gone wrong already within a day: for the schedule that is one slip.

    before: the last verdict. Counted each time, three scenes in one sitting would make a family hard for months.
    """
    answered = last(card) if card else None
    if answered is None or not timedelta() <= at - answered < timedelta(days=1):
        return False
    return all(_GRADES.get(one) == "Again" for one in (before, verdict))


def last(card: Kept) -> datetime | None:
    """When the card's last answer was given; aware."""
    kept = card.get("last_review")
    return datetime.fromisoformat(kept) if kept else None


def worst(verdicts: list[str]) -> str:
    """The worst of several verdicts: a scene is as good as its weakest turn. Raises ValueError for none."""
    return max(verdicts, key=VERDICTS.index)
