"""The small card that a client may carry: what they chose, in their own voice. It names nobody and no profession."""

from collections.abc import Iterable
from typing import Any, Final

from waveback.steps.client_leads import rules as leads

HOW: Final = "Cut it out along the line and fold it: 85 × 54 mm. It names nobody."
NO_CARD_FOR_SAFETY: Final = "No card is made where it would not be safe to be seen together: somebody could find it."
NOTHING_FOR_A_CARD: Final = "Nothing is chosen yet that could stand on a card."


def client_card(chosen: leads.Choices | None) -> list[dict[str, Any]]:
    """The card's panels. None where it would not be safe: a card could be found. Own words are left out: they may name.

    Empty where nothing was chosen that could stand on it.
    """
    if chosen is None or chosen.unsafe:
        return []
    usual = [*_said(leads.ACKNOWLEDGE, chosen.acknowledge)]
    if not leads.no_contact(chosen):
        usual += [*_said(leads.GREETING, chosen.greeting), *_said(leads.TOUCH, chosen.touch)]
    usual += [line for cue in chosen.cues for line in _said(leads.CUES, cue)]
    where = [
        f"{situation.said}: {line}"
        for situation in leads.SITUATIONS
        for line in _other(situation.key, chosen.situations.get(situation.key))
    ]
    after = [*_said(leads.RAISE, chosen.how_to_raise)]
    return [{"kind": "lines", "heading": "", "lines": lines} for lines in (usual, where, after) if lines]


def _other(situation: str, other: leads.Other | None) -> Iterable[str]:
    if other is None:
        return ()
    return (*_said(leads.offered(situation), other.acknowledge), *_said(leads.GREETING, other.greeting))


def _said(options: Iterable[leads.Option], value: str) -> tuple[str, ...]:
    return tuple(one.said for one in options if one.value == value and value != leads.NO_PREFERENCE)
