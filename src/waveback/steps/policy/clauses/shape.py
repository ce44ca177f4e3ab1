"""What a clause is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

MEETING: Final = "When we meet"
PEOPLE: Final = "Other people"
PLACES: Final = "Places"
ONLINE: Final = "Online"
SPECIAL: Final = "Special situations"
AFTERWARDS: Final = "Afterwards"
GROUPS: Final = (MEETING, PEOPLE, PLACES, ONLINE, SPECIAL, AFTERWARDS)

TOWN, DEAF, FAITH, LGBTQ, MILITARY, OTHER = "town", "deaf", "faith", "lgbtq", "military", "other"
"""The small worlds in which people meet as a matter of course."""

Wish = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One choice.

    text: the paragraph it prints; `{gentle}`, `{firm}` and `{final}` stand for the therapist's phrases.
    small: what it prints instead where both belong to a small world and meeting is expected; empty: the same.
    wish: what "no preference" then means in step 3, anywhere; wishes: the same for one situation, which goes before.
    """

    key: str
    label: str
    text: str
    wish: Wish = field(default_factory=dict)
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    small: str = ""

    def printed(self, *, small_world: bool) -> str:
        return self.small if small_world and self.small else self.text


@dataclass(frozen=True)
class Clause:
    """One question of the builder. The first option is the default unless the comfort questions say otherwise.

    A core clause always stands in the document. An offered one stands in it when the therapist adds it, or when
    they belong to one of its `worlds`; `reason` says in a line why one might want it.
    """

    number: int
    group: str
    heading: str
    question: str
    options: tuple[Option, ...]
    hint: str = ""
    reason: str = ""
    worlds: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def core(self) -> bool:
        return not self.reason

    @property
    def default(self) -> Option:
        return self.options[0]

    def option(self, key: str) -> Option:
        """Raises KeyError for a choice that this clause does not have."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Option]:
        return {option.key: option for option in self.options}
