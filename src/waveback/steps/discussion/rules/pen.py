"""The packet as a form for pen: what there is to read, the talk-through's questions, the answer and who signs.

One description, from which the PDF, the Word file, the HTML and the plain text are made, so that they all say the same.
Everything that comes from somebody (a name, the policy's text) is text here and stays text there.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from waveback.steps.boundaries import rules as plans
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion.rules.pen_spanish import IN_SPANISH
from waveback.steps.discussion.rules.screens import SHARED, WHO_KNOWS, Passage, passages
from waveback.steps.discussion.rules.signing import MEANINGS, Signing
from waveback.steps.discussion.rules.standing import ACCEPTED, BOTH, DECLINED, DEFERRED, GUARDIAN, MINOR
from waveback.steps.policy.translation import direction

ENGLISH, SPANISH = "en", "es"

# Signs that no paper can show: they are told by a mark, never dropped without one. What turns the direction of
# the text around it is left out, so that a name cannot rearrange the sentence it stands in.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Ask:
    """One question with boxes to tick, lines to write on, or both. one: tick one box, not several."""

    asks: str
    hint: str = ""
    options: tuple[str, ...] = ()
    one: bool = False
    lines: int = 0
    short: bool = False
    """Short options stand side by side."""


@dataclass(frozen=True)
class Grid:
    """A question asked of each row: tick one box in a line."""

    asks: str
    hint: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """Questions that belong together, under a heading of their own."""

    heading: str
    asks: tuple["Ask | Grid", ...]


@dataclass(frozen=True)
class Answer:
    label: str
    meaning: str


@dataclass(frozen=True)
class SignatureRow:
    """who: as it stands under the line; name: printed beforehand, or empty for pen."""

    who: str
    name: str = ""


@dataclass(frozen=True)
class Form:
    """A whole packet. language: of the version's text; our own sentences around it are in `own`."""

    language: str
    title: str
    practice: str
    version: str
    whose: str
    code_says: str
    opening: tuple[str, ...]
    notices: tuple[tuple[str, str], ...]
    to_read: str
    beginning: str
    passages: tuple[Passage, ...]
    to_fill: str
    to_fill_says: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    to_answer: str
    to_answer_says: tuple[str, ...]
    answer_asks: str
    answers: tuple[Answer, ...]
    signatures: tuple[SignatureRow, ...]
    columns: tuple[str, str, str]
    assent: Ask | None
    apart: str
    """Set where the questions are not for the guardian, who signs: the signature page then stands by itself."""
    closing: tuple[str, ...]
    printed: str

    @property
    def own(self) -> str:
        """The language of our own sentences: the text's where we have them in it, else English."""
        return SPANISH if self.language == SPANISH else ENGLISH

    @property
    def is_mixed(self) -> bool:
        return self.language != self.own

    @property
    def direction(self) -> str:
        """Of the version's text; our own sentences run from left to right."""
        return direction(self.language)


CODE_SAYS: Final = "Code of this paper"
VERSION_SAYS: Final = "Version {number}, {day}"
FOR: Final = "For {name}"
OPENING: Final = (
    "This paper has three parts: what I generally do if we meet by chance, what you would like, and your answer.",
    "Fill in as much or as little as you like, and bring it to our next appointment. We go through it together, and "
    "you can change anything at any time.",
)
TO_READ: Final = "1. What I generally do"
TO_FILL: Final = "2. What you would like"
TO_FILL_SAYS: Final = (
    "Tick what is right for you and leave the rest. Kinds of people and places are enough: please write no names of "
    "other people.",
)
TO_ANSWER: Final = "3. Your answer"
TO_ANSWER_SAYS: Final = ("Whatever you answer changes nothing about your care.",)
ANSWER_ASKS: Final = "What is your answer?"
ANSWERS: Final = (
    (ACCEPTED, "I agree"),
    (DECLINED, "I do not agree"),
    (DEFERRED, "Not yet"),
)
NOTICE: Final = "Before you answer"
CLOSING: Final = (
    "This paper is kept in your file. You can have a copy of it. You can take back what you agreed to at any time.",
)
CAREFUL: Final = (
    "If somebody could find this paper and you would not be safe then, leave this question empty and tell me when we "
    "meet. You can also fill the paper in here and leave it here."
)

TOGETHER: Final = "When we meet by chance"
IN_SOME: Final = "With whom, and where"
KNOWS: Final = "Who knows, and who should not see us"
HOW: Final = "Hearing, sight and touch"
SHARED_PLACES: Final = "Places we share"
AFTER: Final = "Afterwards"

AS_ALWAYS: Final = "As always"
COLUMNS: Final = (
    AS_ALWAYS,
    "Answer me if I look over or say hello",
    "Answer me only if I say hello",
    "As if we have never met",
)
WITH_WHOM: Final = "With whom"
NAME, SIGNATURE, DATE = "Name", "Signature", "Date"
CLIENT, PARENT, THERAPIST, YOUNG = "Client", "Parent or guardian", "Therapist", "Young person"
ASSENT: Final = "To the young person: do you agree to this yourself?"
ASSENT_HINT: Final = "Your own word counts, beside your parent’s or guardian’s."
ASSENT_ANSWERS: Final = ("Yes", "No", "I was not asked")
APART: Final = (
    "Part 2 is between the two of us. It is not for a parent or guardian: please keep this page apart from it."
)
THROUGH_AND_THROUGH: Final = "Parents or guardians may read part 2, too."


def printable(text: str) -> str:
    """Somebody's text as paper can show it: every sign stays a sign, whatever it means to Typst, Word or a browser."""
    return _UNSEEN.sub("\ufffd", text.translate(_TURNS).replace("\t", " "))


def own_words(language: str) -> Callable[[str], str]:
    """Our own sentences in this language; a language that is not ours gets English."""
    if language == SPANISH:
        return lambda sentence: IN_SPANISH[sentence]
    return lambda sentence: sentence


def lines_of(options: Sequence[leads.Option], say: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(say(option.said) for option in options)


def chapters(say: Callable[[str], str]) -> tuple[Chapter, ...]:
    """The questions of the talk-through, in its order and in its words."""
    situations = tuple(say(one.said) for one in leads.SITUATIONS if one.key != "online")
    online = next(one for one in leads.SITUATIONS if one.key == "online")
    return (
        Chapter(
            say(TOGETHER),
            (
                Ask(say("What would you like me to do?"), "", lines_of(leads.ACKNOWLEDGE, say), one=True),
                Ask(say("How shall I greet you back?"), "", lines_of(leads.GREETING, say), one=True, short=True),
                Ask(
                    say("What will you probably call me?"),
                    say("You introduce me, never I you. For example “an old colleague”."),
                    lines=1,
                ),
                Ask(
                    say("What shall I call you in public?"),
                    say("The name, and the pronouns if you like."),
                    lines=1,
                ),
            ),
        ),
        Chapter(
            say(IN_SOME),
            (
                Grid(
                    say("Is it different in some places, or with some people?"),
                    say("Only where it is different from what you have just chosen. Leave the rest as it is."),
                    say(WITH_WHOM),
                    tuple(say(column) for column in COLUMNS),
                    situations,
                ),
                Ask(say(online.said), "", lines_of(leads.offered("online"), say), one=True, short=True),
            ),
        ),
        Chapter(
            say(KNOWS),
            (
                Ask(
                    say(WHO_KNOWS.heading),
                    say("Tick all that are right, or none if you would rather not say."),
                    lines_of(leads.WHO_KNOWS, say),
                    short=True,
                ),
                Ask(
                    say("Is there somebody by whom it would not be safe for you to be seen with me?"),
                    say(CAREFUL),
                    (say("It would not be safe for me to be seen with you"),),
                ),
                Ask(
                    say("By whom would it not be safe to be seen?"),
                    say("Only kinds of people, and only if you want to say."),
                    lines_of(leads.UNSAFE_FROM, say),
                    short=True,
                ),
            ),
        ),
        Chapter(
            say(HOW),
            (
                Ask(
                    say("Anything about hearing, seeing or signing?"),
                    say("Tick all that are right."),
                    lines_of(leads.CUES, say),
                ),
                Ask(say("What about touch?"), "", lines_of(leads.TOUCH, say), one=True, short=True),
            ),
        ),
        Chapter(
            say(SHARED_PLACES),
            (
                Ask(
                    say(SHARED[0]),
                    say(SHARED[1]),
                    tuple(say(place.said) for place in plans.PLACES),
                    lines=2,
                    short=True,
                ),
            ),
        ),
        Chapter(
            say(AFTER),
            (
                Ask(say("Who brings it up?"), "", lines_of(leads.RAISE, say), one=True, short=True),
                Ask(
                    say("Would you like a small card to carry?"),
                    say("With what we agreed. It names nobody, neither you nor me."),
                    (say("I would like a small card to carry"),),
                ),
                Ask(say("Anything else, in your own words?"), lines=2),
                Ask(say("What would you like to ask?"), lines=2),
            ),
        ),
    )


def form(
    *,
    text: str,
    language: str,
    practice: str,
    number: int,
    day: str,
    therapist: str,
    name: str = "",
    signing: Signing | None = None,
    notice: str = "",
) -> Form:
    """A packet. text: the version's exact text in `language`; day: on which it was published, in that language.

    name: of the client, or of one person of a file; empty on a blank one. signing: who signs for a client
    under age. notice: of the practice, where a law wants one.
    """
    say = own_words(language)
    name, therapist, practice = printable(name), printable(therapist), printable(practice)
    head, *others = passages(text)
    others = [Passage(printable(one.heading), tuple(map(printable, one.paragraphs))) for one in others]
    beginning, *rest = others
    guarded = signing is not None and signing.with_guardian
    apart = guarded and signing is not None and not signing.guardian_reads
    return Form(
        language=language,
        title=head.heading or head.paragraphs[0],
        practice=practice,
        version=say(VERSION_SAYS).format(number=number, day=day),
        whose=say(FOR).format(name=name) if name else "",
        code_says=say(CODE_SAYS),
        opening=tuple(map(say, OPENING)),
        notices=((say(NOTICE), say(notice)),) if notice else (),
        to_read=say(TO_READ),
        beginning=" ".join(beginning.paragraphs),
        passages=tuple(rest),
        to_fill=say(TO_FILL),
        to_fill_says=(*map(say, TO_FILL_SAYS), *((say(THROUGH_AND_THROUGH),) if guarded and not apart else ())),
        chapters=chapters(say),
        to_answer=say(TO_ANSWER),
        to_answer_says=tuple(map(say, TO_ANSWER_SAYS)),
        answer_asks=say(ANSWER_ASKS),
        answers=tuple(Answer(say(label), say(MEANINGS[state])) for state, label in ANSWERS),
        signatures=_signatures(say, name, therapist, signing),
        columns=(say(NAME), say(SIGNATURE), say(DATE)),
        assent=Ask(say(ASSENT), say(ASSENT_HINT), tuple(map(say, ASSENT_ANSWERS)), one=True, short=True)
        if guarded
        else None,
        apart=say(APART) if apart else "",
        closing=tuple(map(say, CLOSING)),
        printed=say("Page {page} of {pages}"),
    )


def _signatures(
    say: Callable[[str], str], name: str, therapist: str, signing: Signing | None
) -> tuple[SignatureRow, ...]:
    who = signing.who if signing else ""
    rows = {
        GUARDIAN: (SignatureRow(say(PARENT)),),
        BOTH: (SignatureRow(say(YOUNG), name), SignatureRow(say(PARENT))),
        MINOR: (SignatureRow(say(YOUNG), name),),
    }.get(who, (SignatureRow(say(CLIENT), name),))
    return (*rows, SignatureRow(say(THERAPIST), therapist))
