"""The screens of a talk-through: what each says and asks, cut from the policy's own text."""

from collections.abc import Mapping
from dataclasses import dataclass

from waveback.steps.client_leads import rules as leads


@dataclass(frozen=True)
class Passage:
    """A heading of the policy with its paragraphs, word for word."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One screen: what is said, and the fields that are asked beside it.

    title names it in the progress and on the button that leads to it. passages are the policy's own;
    where there are none, `heading` and `says` are ours. kind: "talk" or, for the last one, "read_back".
    """

    title: str
    heading: str = ""
    says: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    kind: str = "talk"


# Which clauses of the policy are read together, and what is asked beside them.
GROUPS = (
    ("You lead", (1, 2), ("acknowledge", "unsafe", "unsafe_from")),
    ("Greeting", (3, 4), ("greeting", "introduction", "spoken_name")),
    ("Chit-chat", (5, 6, 7), ("touch", "cues")),
    ("People with us", (8, 9, 24, 25, 26), ()),
    ("Places", (10, 11, 12, 13, 14, 15, 16), ()),
    ("Places we share", (22, 30, 31), ("plan",)),
    ("Online", (17, 18, 19, 20, 21), ()),
    ("Danger", (27, 28, 29), ()),
    ("Afterwards", (32, 33, 23, 34), ("how_to_raise", "card", "note")),
)
SITUATIONS = Part(
    "With whom, and where",
    "Is it different in some places, or with some people?",
    ("Only where it is different from what you have just chosen. Leave the rest as it is.",),
    ("situations",),
)
WHO_KNOWS = Part(
    "Who knows",
    "Who knows that you come here?",
    ("Only kinds of people, no names. So I give nothing away to anybody else.",),
    ("who_knows",),
)
SHARED = (
    "Are there places where we will probably meet?",
    "Only if you would like to say. If there is one, we can agree what each of us does there. The kind of place is "
    "enough.",
)
QUESTIONS = Part("Your questions", "Is anything unclear?", (), ("questions", "agreed", "teach_back"))
READ_BACK = Part("Read back", "Did I get this right?", kind="read_back")


def passages(text: str) -> tuple[Passage, ...]:
    """Split a policy's text where its empty lines are: nothing is added, nothing left out.

    Each passage's first line is its heading; a passage of one line has no heading.
    """
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return tuple(Passage(lines[0], tuple(lines[1:])) if lines[1:] else Passage("", tuple(lines)) for lines in blocks)


def parts(text: str, clauses: Mapping[str, int]) -> tuple[Part, ...]:
    """Return every screen in order. clauses: the clause's number by its heading.

    Each passage of `text` stands on exactly one screen. A passage that belongs to no clause that we
    group, such as one of an earlier edition, gets a screen of its own after the opening.
    """
    said = passages(text)
    opening = Part("We may meet", passages=said[:2])
    numbers = [(clauses.get(passage.heading), passage) for passage in said[2:]]
    grouped = {number for _, together, _ in GROUPS for number in together}
    others = [Part(p.heading or "More", passages=(p,)) for number, p in numbers if number not in grouped]
    screens = [_grouped(title, together, asks, numbers) for title, together, asks in GROUPS]
    screens = [screen for screen in screens if screen.passages or screen.asks]
    return (opening, *others, *screens[:2], SITUATIONS, WHO_KNOWS, *screens[2:], QUESTIONS, READ_BACK)


def _grouped(
    title: str, together: tuple[int, ...], asks: tuple[str, ...], numbers: list[tuple[int | None, Passage]]
) -> Part:
    read = tuple(passage for number, passage in numbers if number in together)
    if "plan" not in asks:
        return Part(title, passages=read, asks=asks)
    heading, invitation = SHARED
    return Part(title, heading, (invitation,), asks, read)


def asked(part: Part, chosen: leads.Choices) -> tuple[str, ...]:
    """Return what this screen asks: who wants no contact at all is not asked how to be greeted."""
    if not leads.no_contact(chosen):
        return part.asks
    needless = ("greeting", "introduction", "spoken_name", "touch", *(("situations",) if chosen.unsafe else ()))
    return tuple(field for field in part.asks if field not in needless)


def part_asking(field: str, all_parts: tuple[Part, ...]) -> int:
    """Return the number, from 1, of the screen that asks `field`. Raises LookupError."""
    for number, part in enumerate(all_parts, start=1):
        if field in part.asks:
            return number
    raise LookupError(field)


WORDS_A_MINUTE = 130
MINUTES_TO_CHOOSE = 0.5


def minutes_left(all_parts: tuple[Part, ...], number: int) -> int:
    """About how many minutes the screens from `number` (from 1) on take: reading aloud, and choosing; at least one."""
    left = all_parts[number - 1 :]
    lines = [line for part in left for passage in part.passages for line in passage.paragraphs]
    spoken = sum(len(line.split()) for line in [*lines, *(line for part in left for line in part.says)])
    asking = sum(1 for part in left if part.asks or part.kind == "read_back")
    return max(1, round(spoken / WORDS_A_MINUTE + asking * MINUTES_TO_CHOOSE))
