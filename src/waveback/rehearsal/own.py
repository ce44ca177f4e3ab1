"""The policy by which a member is judged, and what is said to them about a move. Pure: values go in and come out."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from waveback.rehearsal import lines, rules
from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE, Move, Person, Scene, Turn
from waveback.steps.policy import rules as policy

CHOSEN, TYPED, ALOUD = "chosen", "typed", "aloud"
WAYS: Final = (CHOSEN, TYPED, ALOUD)
ALOUD_AS: Final[Mapping[str, str]] = {"said": FITS, "other": BETTER, "froze": AGAINST}
"""How somebody says that it went, when they said it aloud, and what that counts as."""

_TITLES: Final[Mapping[str, str]] = {
    FITS: "That fits your policy",
    BETTER: "Allowed, but something else serves better",
    AGAINST: "That is against your policy",
    UNSAFE: "That is not safe for them",
}
_TYPED: Final[Mapping[str, str]] = {
    FITS: "No rule found anything in it",
    BETTER: "It could be shorter, or lighter",
    AGAINST: "That is against your policy",
    UNSAFE: "Others could hear too much in it",
}
_ALOUD: Final[Mapping[str, str]] = {
    FITS: "You had it ready",
    BETTER: "You said something else",
    AGAINST: "It did not come this time",
}
_BY_WISH: Final = "That is not what they asked for"
_OWN_LINE: Final = "That is your own line"
_USUAL: Final = "That serves them"


@dataclass(frozen=True)
class Own:
    """A practice's policy as the judge reads it. number: of the published version; 0 while it is a draft.

    passages: clause → heading and text as it is printed, in their own words where they wrote some.
    """

    options: Mapping[int, str]
    prints: Mapping[int, str]
    phrases: policy.Phrases
    passages: Mapping[int, tuple[str, str]]
    number: int = 0
    version: UUID | None = None


def fingerprints(answers: policy.Answers) -> dict[int, str]:
    """Clause → a fingerprint of what its answer says, so that a change of it shows. answers: completed ones."""
    spoken = repr(policy.phrases(answers))
    return {number: _fingerprint(answers.get(str(number), {}), number, spoken) for number in rules.options(answers)}


def _fingerprint(answer: Mapping[str, Any], number: int, spoken: str) -> str:
    said = [str(answer.get("option") or policy.clause(str(number)).default.key)]  # type: ignore[union-attr]
    said += [" ".join(str(answer.get("own_words") or "").split()), spoken if number == 6 else ""]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def spoken(text: str, phrases: policy.Phrases) -> str:
    """A scene's text with the therapist's own phrases in their places."""
    for name in policy.PHRASES:
        text = text.replace(f"{{{name}}}", getattr(phrases, name))
    return text


def title_of(move: Move, judged: rules.Judged, own: Own) -> str:
    """The heading above a verdict on a move."""
    if judged.verdict == FITS:
        if any(f"{{{name}}}" in move.says for name in policy.PHRASES):
            return _OWN_LINE
        return _TITLES[FITS] if judged.clause in own.options else _USUAL
    return _BY_WISH if judged.by_wish and judged.verdict == AGAINST else _TITLES[judged.verdict]


@dataclass(frozen=True)
class Told:
    """What is said after an answer. quote: heading and text of the passage; its text empty where none is printed."""

    verdict: str
    title: str
    why: str
    clause: int
    quote: tuple[str, str]
    instead: Move | None
    costs: Sequence[tuple[str, str]] = ()
    looked: lines.Looked | None = None
    move: str = ""

    @property
    def fits(self) -> bool:
        return self.verdict == FITS


_WHOM: Final = {"client": "Them", "therapist": "You", "others": "Others"}


def judged_move(scene: Scene, turn: Turn, person: Person, key: str, own: Own) -> Told:
    """What is said of a chosen move. Raises KeyError for one that the turn does not have."""
    wanted, move = rules.wishes(person, scene.company, own.options), turn.move(key)
    judged = rules.judge(move, own.options, wanted)
    return Told(
        verdict=judged.verdict,
        title=title_of(move, judged, own),
        why=judged.why,
        clause=judged.clause,
        quote=_quote(judged.clause, own),
        instead=rules.shown_instead(turn, judged, own.options, wanted),
        costs=[] if judged.fits else [(_WHOM[whom], text) for whom, text in move.costs.items()],
        move=key,
    )


def judged_line(scene: Scene, turn: Turn, person: Person, line: str, own: Own) -> Told:
    """What is said of a line of their own: every rule, the nearest phrase, and the move that fits."""
    best, fit = _best(scene, turn, person, own)
    looked = lines.look(line, around(scene, turn, person, own))
    why = "Each rule looked for words; it does not know what you meant. Judge for yourself."
    return Told(looked.verdict, _TYPED[looked.verdict], why, fit.clause, _quote(fit.clause, own), best, looked=looked)


def judged_aloud(scene: Scene, turn: Turn, person: Person, how: str, own: Own) -> Told:
    """What is said after something was said aloud. how: a key of ALOUD_AS. Raises KeyError."""
    best, fit = _best(scene, turn, person, own)
    verdict = ALOUD_AS[how]
    return Told(verdict, _ALOUD[verdict], fit.why, fit.clause, _quote(fit.clause, own), best)


def fitting_moves(scene: Scene, turn: Turn, person: Person, own: Own) -> list[Move]:
    """What fits here, what is said before what is only done."""
    wanted = rules.wishes(person, scene.company, own.options)
    return sorted(rules.fitting(turn, own.options, wanted), key=lambda move: not move.says)


def around(scene: Scene, turn: Turn, person: Person, own: Own) -> lines.Around:
    """What a typed line is looked at against, in this turn and under this policy."""
    wanted = rules.wishes(person, scene.company, own.options)
    best, fit = _best(scene, turn, person, own)
    judged = [
        (spoken(move.says, own.phrases), rules.judge(move, own.options, wanted)) for move in turn.moves if move.says
    ]
    return lines.Around(
        phrases=own.phrases,
        appointments=own.options.get(6) == "scheduling",
        town=own.options.get(4) == "around_town",
        names="name" in wanted["greeting"],
        name=person.name,
        silent="" if best.says else fit.why,
        private=turn.private,
        fitting=tuple(said for said, found in judged if found.fits),
        warned=tuple((said, found.verdict, found.why) for said, found in judged if not found.fits),
    )


def _best(scene: Scene, turn: Turn, person: Person, own: Own) -> tuple[Move, rules.Judged]:
    move = fitting_moves(scene, turn, person, own)[0]
    return move, rules.judge(move, own.options, rules.wishes(person, scene.company, own.options))


def _quote(number: int, own: Own) -> tuple[str, str]:
    heading = next(one.heading for one in policy.CLAUSES if one.number == number)
    return own.passages.get(number, (heading, ""))


_DISCREET: Final = {
    "clients": "people",
    "client": "person",
    "patients": "people",
    "patient": "person",
    "policies": "guides",
    "policy": "guide",
    "sessions": "times",
    "session": "time",
    "run-ins": "entries",
    "run-in": "entry",
    "revisits": "follow-ups",
    "revisit": "follow-up",
    "therapy": "the work",
    "counselling": "the work",
    "therapists": "people like you",
    "therapist": "person you know",
    "counsellors": "people like you",
    "counsellor": "person you know",
}
_TELLING: Final = re.compile(rf"\b({'|'.join(_DISCREET)})\b", re.IGNORECASE)


def discreetly(text: str) -> str:
    """A scene's text without the telling words, for a screen that others may see."""
    return _TELLING.sub(lambda found: _as_written(found.group(), _DISCREET[found.group().lower()]), text)


def _as_written(was: str, other: str) -> str:
    return other[0].upper() + other[1:] if was[0].isupper() else other
