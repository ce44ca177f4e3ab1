"""What the invented therapist practised: a first week, then a round now and then, with a slip here and there."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from waveback.rehearsal import actions, own, queries

if TYPE_CHECKING:
    from waveback.site.demo_year import Happening, Year

DAYS_AGO: Final = (80, 79, 78, 77, 76, 75, 74, 70, 66, 62, 59, 57, 54, 50, 44, 38, 32, 26, 20, 14, 9, 5)  # fmt: skip
"""The policy's second version, sixty days ago, brought some of it back."""
SLIPS: Final = 11
"""Every how manyeth answer is not the one that fits."""


class Practises:
    """Rounds in the story's time."""

    def __init__(self, year: "Year") -> None:
        self.year = year
        self.answered = 0

    def happenings(self) -> "Iterator[Happening]":
        for days in DAYS_AGO:
            yield self.year.days_ago(days, 18), partial(self._round)

    def _round(self) -> None:
        ruth = self.year.ruth
        actions.begin(member=ruth, at=timezone.now())
        while (shown := queries.shown(ruth, timezone.now())) is not None and not shown.round.is_over:
            self._answer(shown)
            told = queries.open_round(queries.held(ruth))
            if told is not None:
                actions.go_on(member=ruth, step=told.step)
        actions.stop(member=ruth)

    def _answer(self, shown: queries.Shown) -> None:
        found, drill = shown.round, shown.round.drill
        fits = own.fitting_moves(drill.scene, found.turn, drill.person, shown.own)[0]
        others = [move for move in found.turn.moves if move is not fits]
        self.answered += 1
        move = others[0] if others and self.answered % SLIPS == 0 else fits
        actions.answer(member=self.year.ruth, step=found.step, way=own.CHOSEN, given=move.key, at=timezone.now())
