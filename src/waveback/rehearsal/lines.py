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
_LIKE: Final = 0.7
_SAME: Final = 0.9


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
    """Whether nobody could overhear it: then only what is untrue is looked for, and what the scene warns of."""
    fitting: tuple[str, ...] = ()
    """What is said in the moves of the scene that fit here."""
    warned: tuple[tuple[str, str, str], ...] = ()
    """Lines of the scene that do not fit here: what is said, its verdict, and why."""


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
    r"therap\w*", r"counsel\w*", r"psych\w*", r"shrinks?", r"analys(t|is|ts)", r"clients?", r"patients?", r"diagnos\w*",
    r"treatment", r"clinic\w*", r"sessions?", r"medications?", r"medicines?", r"my practice", r"confidential\w*",
    r"ethic\w*", r"professional\w*", r"code of conduct", r"one of mine",
    r"not (allowed|permitted|supposed) to (say|tell|talk|speak)",
    r"(can’t|cannot|mustn’t|must not|may not) (say|tell you) (how|who|why|where|what|more|anything about)",
    r"(?<!who )(comes?|came|go|goes) to (see )?me", r"sees? me (on|every|each)",
)  # fmt: skip
_KNOWN: Final = _words(
    r"how did (it|that|things|the [\w ]{2,20}|your [\w ]{2,20}) go", r"last session", r"(what|as|since) you told me",
    r"(what|as) we (agreed|discussed|practis\w+|talked|spoke)", r"we (talked|spoke|worked|agreed) (about|on)",
    r"since (monday|tuesday|wednesday|thursday|friday|we last)",
    r"how (is|are) (your|the) (sleep|mood|panic|anxiety|homework|nights?|drinking|exercises)",
    r"how (was|were) (the|your) (court|hearing|hospital|operation|funeral|test|scan|results?|appointment)[\w ]*",
    r"panic\w*", r"anxiety", r"depress\w*", r"trauma\w*", r"suicid\w*", r"divorc\w*", r"custody", r"break-?up",
    r"miscarriage", r"relaps\w*", r"sober", r"sobriety", r"in recovery", r"sponsor", r"rehab", r"nightmares?",
    r"(not|still|been|are you) sleeping", r"(tablets|pills)", r"drunk", r"(your|how much you) drink(ing)?", r"homework",
    r"breathing exercises?", r"proud of you",
)  # fmt: skip
_MAY_BE_KNOWN: Final = _words(
    r"last (week|time|month)",
    r"(you’re|you are|are you|you (seem|look)(ed)?) [\w ]{0,20}(better|happier|low|lower|tired|sad|worse)",
    r"(how is|how’s|how are|is|does|did|has) your "
    r"(mum|mother|dad|father|husband|wife|partner|ex|boss|son|daughter|family)",
    r"(remember|don’t forget) (what|your|the|to)",
)  # fmt: skip
_KIN: Final = (
    "friends?|aunt|uncle|cousins?|sister|brother|mother|father|niece|nephew|family|related|teacher|coach|trainer|boss|"
    "doctor|sitter|neighbou?rs?|colleagues?|classmates?|ex"
)
_SOMEBODY: Final = "(I’m|I am|I was|we’re|we are|we were|this is|that’s|they’re|they are)"
_CLAIMS: Final = _words(
    rf"{_SOMEBODY} ((his|her|their|your|my|a|an|the|just|only|old|good|distant|former|in) )*({_KIN})",
    rf"(old|former) ({_KIN})",
    r"friends? of", r"family friends?", r"here for a friend",
    r"(went|go|were|was) (to|at|in) (the )?(school|college|university|church|choir|army)( together)?",
    r"(school|college|university|work\w*|choir|yoga|church|gym|class|train\w*|play\w*|sing\w*|swim\w*|run\w*) together",
    r"same (choir|gym|club|book club|class|team|church|school|street|office|firm)",
    r"used to (work|teach|coach|live|play|sing|know)", r"taught (him|her|them)", r"(go|goes|went) way back",
    r"from (school|work|church|the gym|college|choir|yoga|the army|the club)",
    r"(we )?met (at|through|on|in)", r"known each other",
    r"(never|not|haven’t) met", r"(don’t|do not|hardly|barely) (really )?know (you|him|her|them|each other|who)",
    r"(must mean|mistaken|taken) (me |you )?(for )?somebody else", r"thought (it was|you were) somebody else",
)  # fmt: skip
_TOWN: Final = _words(r"from around (town|here)", r"around town", r"seen you around", r"(we’ve|we have) met")
_WEEKDAYS: Final = "monday|tuesday|wednesday|thursday|friday"
_DIARY: Final = _words(
    r"reschedul\w*", r"appointments?", r"calendar", r"diary", r"at (two|three|four|five|nine|ten|eleven|noon|\d+)",
    rf"({_WEEKDAYS}|today|tomorrow) at", rf"({_WEEKDAYS}) morning", rf"({_WEEKDAYS}) afternoon",
    rf"I could do ({_WEEKDAYS}|today|tomorrow|at|\d)", r"move (you|it) to", r"(usual|same) time", r"(free|a) slot",
    r"(fit|squeeze|book) you in",
)  # fmt: skip
_DAY: Final = _words(rf"(see you|until|till|talk|speak) (again )?(about it )?(on |next )?({_WEEKDAYS})")
_INVITES: Final = re.compile(
    r"\b(how are|how’s|how is|how have|what’s|what is|what happened|why(?!,)|tell me|do you want|"
    r"would you like|are you (ok|okay|all right|alright)|is everything)\b[^.!?]*",
    re.IGNORECASE,
)


def look(line: str, around: Around) -> Looked:
    """Every rule's finding on a line, in the order in which they are told, and the worst of them."""
    said = " ".join(line.split()).replace("'", "’")
    findings = tuple(_findings(said, around))
    verdict = max((finding.verdict for finding in findings), key=VERDICTS.index)
    return Looked(verdict, findings, nearest(said, around.phrases))


def _findings(said: str, around: Around) -> Iterator[Finding]:
    if around.private:
        yield from (_claims(said, around), _warned(said, around))
        return
    yield from (
        _therapy(said, around),
        _opens(said),
        _claims(said, around),
        _diary(said, around),
        _name(said, around),
        _ends(said, around),
        _warned(said, around),
        *_silence(around),
    )


def _therapy(said: str, around: Around) -> Finding:
    rule = "It names no therapy"
    found = _THERAPY.search(said)
    if found is None:
        return Finding(rule, FITS, "")
    word = found.group()
    if any(_likeness(said, phrase) >= _SAME and word in phrase for _, phrase in around.phrases.as_list()):
        return Finding(rule, BETTER, f"“{word}” stands in your own phrase. Whoever hears it may know what you are.")
    return Finding(rule, UNSAFE, f"Whoever hears “{word}” knows what you are to each other.")


def _opens(said: str) -> Finding:
    rule = "It opens nothing"
    found = _KNOWN.search(said)
    if found:
        return Finding(rule, UNSAFE, f"“{found.group()}” lets others hear that you know something about them.")
    perhaps = _MAY_BE_KNOWN.search(said)
    if perhaps:
        return Finding(rule, BETTER, f"“{perhaps.group()}” may let others hear that you know something about them.")
    return Finding(rule, FITS, "")


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
    day = _DAY.search(said)
    if found is None and day:
        return Finding(rule, BETTER, f"“{day.group()}” lets others hear that you two have a day.")
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


def _ends(said: str, around: Around) -> Finding:
    rule = "It ends within one exchange"
    count = len(said.split())
    if count > MOST_WORDS:
        return Finding(rule, BETTER, f"It has {count} words. Up to {MOST_WORDS} can be said in one breath.")
    found = _INVITES.search(said)
    if found and not any("?" in fits for fits in around.fitting):
        return Finding(rule, BETTER, f"“{found.group().strip()}” asks for an answer, so the talk goes on.")
    return Finding(rule, FITS, "")


def _warned(said: str, around: Around) -> Finding:
    rule = "It is not one that this scene warns of"
    rated = [(_likeness(said, line), verdict, line, why) for line, verdict, why in around.warned]
    near, verdict, line, why = max(rated, default=(0.0, FITS, "", ""))
    if near < _LIKE or any(_likeness(said, fits) >= near for fits in around.fitting):
        return Finding(rule, FITS, "")
    return Finding(rule, verdict, f"It comes near “{line}” {why}")


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
