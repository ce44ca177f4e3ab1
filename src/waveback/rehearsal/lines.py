"""A line of one's own, looked at by plain rules that are told in full. Pure; it reads English, and looks for words.

It understands nothing: each rule names the words that it found, so that whoever typed them can judge for themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE, VERDICTS
from waveback.steps.policy import rules as policy

LONGEST: Final = 200
"""Characters that the field takes."""
MOST_WORDS: Final = 25
"""About ten seconds aloud."""
_NEAR: Final = 0.5


@dataclass(frozen=True)
class Around:
    """What a line is looked at against. appointments, town: whether clause 6 or 4 allows that. silent: nothing fits."""

    phrases: policy.Phrases
    appointments: bool
    town: bool
    names: bool
    name: str
    silent: str = ""
    """Why nothing is to be said here; empty where something may be."""
    private: bool = False
    """Whether nobody could overhear it: then only what is untrue is looked for."""


@dataclass(frozen=True)
class Finding:
    """What one rule says of a line. verdict: what the line is worth by this rule alone."""

    rule: str
    verdict: str
    sentence: str

    @property
    def holds(self) -> bool:
        return self.verdict == FITS


@dataclass(frozen=True)
class Looked:
    """What all rules say, and the phrase of their own that comes nearest; empty where none does."""

    verdict: str
    findings: tuple[Finding, ...]
    nearest: tuple[str, str]


def _words(*some: str) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(some)})\b", re.IGNORECASE)


_THERAPY: Final = _words(
    r"therap\w*", r"counsel\w*", r"psych\w*", r"clients?", r"patients?", r"diagnos\w*", r"treatment", r"clinic\w*",
    r"sessions?", r"medication\w*", r"my practice",
)  # fmt: skip
_KNOWN: Final = _words(
    r"how did (it|that|things) go", r"last (week|time|session)", r"(what|as|since) you told me",
    r"we (talked|spoke|worked) (about|on)",
    r"since (monday|tuesday|wednesday|thursday|friday|we last)",
    r"how (is|are) your (sleep|mood|panic|anxiety|homework)",
    r"panic\w*", r"anxiety", r"depress\w*", r"trauma\w*", r"(feeling|doing) better", r"proud of you",
)  # fmt: skip
_CLAIMS: Final = _words(
    r"old friends?", r"friends? of", r"family friends?", r"cousins?", r"(old|former|a|my) colleagues?",
    r"neighbou?rs?", r"classmates?",
    r"(went|go|were) to (school|college|church)( together)?", r"work(ed)? together",
    r"from (school|work|church|the gym|college)",
    r"(we )?met (at|through|on|in)", r"known each other",
)  # fmt: skip
_TOWN: Final = _words(
    r"from around (town|here)", r"around town", r"seen you around", r"we’ve met", r"we've met", r"we have met"
)
_DIARY: Final = _words(
    r"reschedul\w*", r"appointments?", r"calendar", r"diary", r"at (one|two|three|four|five|nine|ten|eleven|noon|\d+)",
    r"(monday|tuesday|wednesday|thursday|friday) (at|morning|afternoon)", r"I could do", r"move (you|it) to",
)  # fmt: skip
_INVITES: Final = re.compile(
    r"\b(how are|how’s|how's|how is|how have|what’s|what's|what is|what happened|why|tell me|do you want|"
    r"would you like|are you (ok|okay|all right|alright)|is everything)\b[^.!?]*",
    re.IGNORECASE,
)


def look(line: str, around: Around) -> Looked:
    """Every rule's finding on a line, in the order in which they are told, and the worst of them."""
    said = " ".join(line.split())
    findings = tuple(_findings(said, around))
    verdict = max((finding.verdict for finding in findings), key=VERDICTS.index)
    return Looked(verdict, findings, nearest(said, around.phrases))


def _findings(said: str, around: Around) -> Iterator[Finding]:
    if around.private:
        yield _claims(said, around)
        yield from _silence(around)
        return
    yield from (
        _rule("It names no therapy", _THERAPY, said, UNSAFE, "Whoever hears “{}” knows what you are to each other."),
        _rule("It opens nothing", _KNOWN, said, UNSAFE, "“{}” lets others hear that you know something about them."),
        _claims(said, around),
        _diary(said, around),
        _name(said, around),
        _ends(said),
        *_silence(around),
    )


def _rule(rule: str, words: re.Pattern[str], said: str, verdict: str, sentence: str) -> Finding:
    found = words.search(said)
    return Finding(rule, verdict, sentence.format(found.group())) if found else Finding(rule, FITS, "")


def _claims(said: str, around: Around) -> Finding:
    rule = "It asserts nothing false"
    found = _CLAIMS.search(said)
    if found:
        return Finding(
            rule, AGAINST, f"“{found.group()}” says how you know each other. If that is not so, it is an untruth."
        )
    vague = _TOWN.search(said)
    if vague and not around.town:
        return Finding(rule, AGAINST, f"“{vague.group()}” answers for them. Your policy leaves that answer to them.")
    return Finding(rule, FITS, "")


def _diary(said: str, around: Around) -> Finding:
    rule = "It makes no appointment"
    found = _DIARY.search(said)
    if found is None:
        return Finding(rule, FITS, "")
    if around.appointments:
        return Finding(
            rule, BETTER, f"“{found.group()}”: your policy allows it, but others hear that you two make one."
        )
    return Finding(rule, AGAINST, f"“{found.group()}” makes an appointment in public. That is for the office.")


def _name(said: str, around: Around) -> Finding:
    rule = "It calls nobody by name unless they asked for it"
    if not around.names and around.name and re.search(rf"\b{re.escape(around.name)}\b", said, re.IGNORECASE):
        return Finding(rule, BETTER, f"You say “{around.name}”. They did not ask to be called by name.")
    return Finding(rule, FITS, "")


def _ends(said: str) -> Finding:
    rule = "It ends within one exchange"
    count = len(said.split())
    if count > MOST_WORDS:
        return Finding(rule, BETTER, f"It has {count} words. Up to {MOST_WORDS} can be said in one breath.")
    found = _INVITES.search(said)
    if found:
        return Finding(rule, BETTER, f"“{found.group().strip()}” asks for an answer, so the talk goes on.")
    return Finding(rule, FITS, "")


def _silence(around: Around) -> Iterator[Finding]:
    if around.silent:
        yield Finding("There is a time for it", AGAINST, f"Here nothing is to be said. {around.silent}")


def nearest(said: str, phrases: policy.Phrases) -> tuple[str, str]:
    """(strength, phrase) of the therapist's own that a line comes nearest to; ("", "") where none is near."""
    rated = [(_likeness(said, phrase), name, phrase) for name, phrase in phrases.as_list()]
    best = max(rated, default=(0.0, "", ""))
    return (best[1].lower(), best[2]) if best[0] >= _NEAR else ("", "")


def _likeness(one: str, other: str) -> float:
    """0 to 1, by the words that both have in the same order."""
    said, known = (re.findall(r"\w+", text.lower().replace("’", "'")) for text in (one, other))
    return SequenceMatcher(None, said, known, autojunk=False).ratio()
