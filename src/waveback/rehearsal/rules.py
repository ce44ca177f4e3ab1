"""Practise it, decided: what a move is worth under a published policy and an invented client's wishes. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from waveback.rehearsal.scene import FITS, UNSAID, Move, Person, Scene, Turn, Verdict
from waveback.steps.client_leads import rules as client_leads
from waveback.steps.policy import rules as policy

Options = Mapping[int, str]
"""A published policy as the judge sees it: the clauses that it prints, each with its choice."""

WISH_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "acknowledge": ("yes", "hello", "no"),
    "greeting": ("nod", "smile", "hi", "name"),
    "touch": ("none", "handshake"),
    "how_to_raise": ("offer", "client"),
    "unsafe": ("yes", "no"),
    "greet_first": ("yes", "no"),
    "who_knows": tuple(option.value for option in client_leads.WHO_KNOWS),
    "cues": tuple(option.value for option in client_leads.CUES),
}
"""What a condition may ask of the wishes in effect: field → values; "no_preference" where neither says anything."""


@dataclass(frozen=True)
class Judged:
    """What a move is worth: fits, better, against or unsafe; by which clause; and why, in a sentence or two."""

    verdict: str
    clause: int
    why: str
    by_wish: bool
    instead: str = ""

    @property
    def fits(self) -> bool:
        return self.verdict == FITS


def options(answers: policy.Answers) -> dict[int, str]:
    """The clauses that completed answers print, each with its choice; the passage of the therapist's own is none."""
    return {
        one.number: str(answers.get(one.key, {}).get("option") or one.default.key)
        for one in policy.CLAUSES
        if one.core or one.key in answers
    }


def wishes(person: Person, company: str, chosen: Options) -> dict[str, tuple[str, ...]]:
    """The wishes in effect where the scene happens: what the client asked for, else what the policy makes of it."""
    answers = {str(number): {"option": option} for number, option in chosen.items()}
    held = client_leads.choices(person.wishes)
    here = client_leads.in_situation(held, company, policy.default_wishes(answers)[company])
    return {
        "acknowledge": (here.acknowledge,),
        "greeting": (here.greeting,),
        "touch": (here.touch,),
        "how_to_raise": (here.how_to_raise,),
        "unsafe": ("yes" if here.unsafe else "no",),
        "greet_first": ("yes" if greets_first(person, chosen) else "no",),
        "who_knows": here.who_knows or (client_leads.NO_PREFERENCE,),
        "cues": here.cues or (client_leads.NO_PREFERENCE,),
    }


def greets_first(person: Person, chosen: Options) -> bool:
    """Whether this client asked in writing to be greeted first, and the policy lets a client do so."""
    return person.wishes.get("greet_first") == "yes" and chosen.get(1) == "opt_in"


def judge(move: Move, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> Judged:
    """What a move is worth under these choices and wishes: the first verdict whose condition holds.

    chosen: as `options` gives it. wanted: as `wishes` gives it. The last verdict has no condition, so there is always
    an answer. Raises LookupError for a move that was never checked and has none.
    """
    verdict = move.verdicts[place_of(move, chosen, wanted)]
    by_wish = any(key in WISH_FIELDS for key in verdict.when)
    return Judged(verdict.verdict, verdict.clause, verdict.why, by_wish, verdict.instead)


def place_of(move: Move, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> int:
    """Which of a move's verdicts holds, from 0. Raises LookupError for a move that was never checked and has none."""
    for place, verdict in enumerate(move.verdicts):
        if holds(verdict, chosen, wanted):
            return place
    raise LookupError(move.key)


def holds(verdict: Verdict, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether every line of a condition holds; of each line, one value is enough."""
    return all(set(values) & set(_actual(key, chosen, wanted)) for key, values in verdict.when.items())


def _actual(key: str, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return wanted[key] if key in WISH_FIELDS else (chosen.get(int(key), UNSAID),)


def fitting(turn: Turn, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> list[Move]:
    """The moves of a turn that fit, in their order. A checked scene has one under every policy."""
    return [move for move in turn.moves if judge(move, chosen, wanted).fits]


def shown_instead(turn: Turn, judged: Judged, chosen: Options, wanted: Mapping[str, Sequence[str]]) -> Move | None:
    """The move to show as the better one: the named one, else the first that fits. None where the move fits."""
    if judged.fits:
        return None
    return turn.move(judged.instead) if judged.instead else next(iter(fitting(turn, chosen, wanted)), None)


# Every policy that could make a difference


def variants(numbers: Sequence[int]) -> Iterator[dict[int, str]]:
    """Every policy that differs in these clauses: each choice of each, and an offered one also left out."""
    clauses = [one for one in policy.CLAUSES if one.number in set(numbers)]
    choices = [[option.key for option in one.options] + ([] if one.core else [UNSAID]) for one in clauses]
    for picked in product(*choices):
        yield {one.number: key for one, key in zip(clauses, picked, strict=True) if key != UNSAID}


def how_many(numbers: Sequence[int]) -> int:
    """How many policies `variants` gives."""
    wanted = set(numbers)
    return prod(len(one.options) + (not one.core) for one in policy.CLAUSES if one.number in wanted)


def weighed(moves: Sequence[Move], company: str) -> list[int]:
    """The clauses on which a verdict about these moves may depend."""
    keys = {key for move in moves for verdict in move.verdicts for key in verdict.when}
    numbers = {int(key) for key in keys if key not in WISH_FIELDS}
    return sorted(numbers | _wished_by(keys & set(WISH_FIELDS), company))


def _wished_by(fields: set[str], company: str) -> set[int]:
    """The clauses that say what "no preference" means for these wishes in this company."""
    asked = fields | ({"acknowledge"} if "greeting" in fields else set())  # without a sign there is no greeting
    return {
        one.number
        for one in policy.CLAUSES
        for option in one.options
        if asked & (set(option.wish) | set(option.wishes.get(company, {})))
    } | ({1} if "greet_first" in fields else set())


def told(chosen: Options) -> str:
    """A policy in a line, for a message or a table: "1 client, 12 agreed_plan"."""
    return ", ".join(f"{number} {key}" for number, key in sorted(chosen.items())) or "any policy"


def families_of(scenes: Sequence[Scene]) -> dict[str, list[Scene]]:
    """The scenes of each family, in the order of the scenes."""
    found: dict[str, list[Scene]] = {}
    for scene in scenes:
        found.setdefault(scene.family, []).append(scene)
    return found
