"""What can be wished for, what holds when two wishes meet, and when wishes are looked at again."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

GENERAL = "general"
"""The one situation that is asked for now; a column carries it, so that others can follow."""

NO_PREFERENCE = "no_preference"
NOBODY = "nobody"
MONTHS_UNTIL_REVIEW = 6
INTRODUCTION_LENGTH = 200
NOTE_LENGTH = 2000


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen, in three voices.

    said: the client's, to choose by. told: as the file says it. back: the therapist's, to the
    client, when it is read back.
    """

    value: str
    said: str
    told: str
    back: str = ""


ACKNOWLEDGE = (
    Option(
        "yes",
        "Wait for me. If I look over or say hello, answer me.",
        "Yes, after they look over or say hello",
        "I wait for you. If you look over or say hello, I answer.",
    ),
    Option(
        "only_alone",
        "Answer me only when I am alone.",
        "Only when they are alone",
        "I wait for you, and I answer only when you are alone.",
    ),
    Option(
        "no",
        "Please act as if we have never met.",
        "No: as if we have never met",
        "I act as if we have never met.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about who greets whom. I do what I have written down for everyone.",
    ),
)
GREETING = (
    Option("nod", "A nod is enough.", "A nod", "I greet you back with a nod."),
    Option("smile", "A smile.", "A smile", "I greet you back with a smile."),
    Option(
        "hi",
        "Say hi, without my name.",
        "“Hi”, without a name",
        "I say “hi” back, without your name.",
    ),
    Option(
        "name",
        "Say hi and my first name.",
        "“Hi” and the first name",
        "I say “hi” back, and your first name.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about how I greet you back.",
    ),
)
WHO_KNOWS = (
    Option(NOBODY, "Nobody", "Nobody", "nobody"),
    Option("partner", "My partner", "Partner", "your partner"),
    Option("parent", "A parent", "A parent", "a parent"),
    Option("children", "My children", "Children", "your children"),
    Option("family", "Other family", "Other family", "other family"),
    Option("friends", "Friends", "Friends", "friends"),
    Option("work", "Someone at work", "Someone at work", "someone at work"),
    Option(
        "community",
        "Someone in my community",
        "Someone in the community",
        "someone in your community",
    ),
)
RAISE = (
    Option(
        "offer",
        "Ask me once, and I decide.",
        "Offer once; they decide",
        "Next time here, I ask once whether you want to talk about it. You decide.",
    ),
    Option(
        "client",
        "Leave it to me to bring up.",
        "They bring it up",
        "I leave it to you to bring it up.",
    ),
    Option(
        NO_PREFERENCE,
        "I have no preference.",
        "No preference",
        "You have no preference about who brings it up afterwards.",
    ),
)
SOURCES = (
    Option("talk_through", "Talk-through", "Chosen in the talk-through"),
    Option("told_me", "They told me", "Told me"),
    Option("revisit", "Revisit", "Said at a revisit"),
)


class BadChoice(ValueError):
    """A wish that is not on offer, or two that contradict each other. `field` says where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Choices:
    """What one client wants in one situation. Build it with `choices()`, which checks it.

    `who_knows` holds categories in the order of WHO_KNOWS, never names; empty means that it was
    not said. `unsafe` means that somebody dangerous may be near: then there is no contact at all.
    """

    acknowledge: str = NO_PREFERENCE
    greeting: str = NO_PREFERENCE
    introduction: str = ""
    who_knows: tuple[str, ...] = ()
    unsafe: bool = False
    how_to_raise: str = NO_PREFERENCE
    note: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the choices as JSON values: what is kept, and what the ledger commits to."""
        return asdict(self) | {"who_knows": list(self.who_knows)}


def choices(given: Mapping[str, object] | None = None) -> Choices:
    """Return the checked Choices for `given`; what is missing is "no preference" or empty.

    Raises BadChoice for a value that is not on offer. Keys that are no wish are ignored.
    """
    given = given or {}
    return Choices(
        acknowledge=_one_of("acknowledge", given, ACKNOWLEDGE),
        greeting=_one_of("greeting", given, GREETING),
        introduction=_text("introduction", given, INTRODUCTION_LENGTH),
        who_knows=_categories(given.get("who_knows") or ()),
        unsafe=given.get("unsafe") in (True, "yes"),
        how_to_raise=_one_of("how_to_raise", given, RAISE),
        note=_text("note", given, NOTE_LENGTH),
    )


def _one_of(field: str, given: Mapping[str, object], options: Iterable[Option]) -> str:
    value = given.get(field) or NO_PREFERENCE
    for option in options:
        if option.value == value:
            return option.value
    raise BadChoice(field, "Choose one of the lines shown.")


def _text(field: str, given: Mapping[str, object], most: int) -> str:
    text = str(given.get(field) or "").strip()
    if len(text) > most:
        raise BadChoice(field, f"Shorten this to {most} characters; it has {len(text)}.")
    return text


def _categories(given: object) -> tuple[str, ...]:
    values = {str(value) for value in given} if isinstance(given, Iterable) and not isinstance(given, str) else {given}
    known = tuple(option.value for option in WHO_KNOWS if option.value in values)
    if len(known) != len(values):
        raise BadChoice("who_knows", "Choose from the lines shown; names are not kept.")
    if NOBODY in known and len(known) > 1:
        raise BadChoice("who_knows", "Choose “Nobody”, or the people who know, but not both.")
    return known


def no_contact(chosen: Choices) -> bool:
    """Return whether the therapist keeps away altogether, whatever else was chosen."""
    return chosen.unsafe or chosen.acknowledge == "no"


def told(options: Iterable[Option], value: str) -> str:
    """Return how the file says `value`. Raises LookupError for a value that is not an option."""
    for option in options:
        if option.value == value:
            return option.told
    raise LookupError(value)


def read_back(chosen: Choices) -> list[tuple[str, str]]:
    """Return (field, sentence) for each wish, as the therapist says it to the client."""
    if chosen.unsafe:
        met = [
            (
                "unsafe",
                "It would not be safe for you to be seen with me. I keep away, out of sight if need be.",
            )
        ]
    else:
        met = [("acknowledge", _back(ACKNOWLEDGE, chosen.acknowledge))]
    if not no_contact(chosen):
        met.append(("greeting", _back(GREETING, chosen.greeting)))
        met.append(("introduction", _called(chosen.introduction)))
    met.append(("who_knows", _known(chosen.who_knows)))
    met.append(("how_to_raise", _back(RAISE, chosen.how_to_raise)))
    if chosen.note:
        met.append(("note", f"In your words: “{chosen.note}”"))
    return met


def _called(introduction: str) -> str:
    if introduction:
        return f"If you introduce me, you will probably say: “{introduction}”."
    return "You have not said what you will call me."


def _known(who_knows: tuple[str, ...]) -> str:
    if not who_knows:
        return "You have not said who knows that you come here."
    if who_knows == (NOBODY,):
        return "Nobody knows that you come here."
    names = [_back(WHO_KNOWS, value) for value in who_knows]
    return "Who knows that you come here: " + ", ".join(names) + "."


def _back(options: Iterable[Option], value: str) -> str:
    return next(option.back for option in options if option.value == value)


def in_effect(chosen: Choices, default: Mapping[str, object]) -> Choices:
    """Return what holds at a run-in: each "no preference" filled from the policy's default."""
    wanted = chosen.as_dict()
    for field in ("acknowledge", "greeting", "how_to_raise"):
        if wanted[field] == NO_PREFERENCE:
            wanted[field] = default.get(field) or NO_PREFERENCE
    return choices(wanted)


def review_due(looked_at: datetime, last_run_in: datetime | None, now: datetime) -> str | None:
    """Return why the wishes should be looked at again: "run_in", "six_months", or None.

    `looked_at` is when they were last set or confirmed; all three times are aware, in one zone.
    """
    if last_run_in is not None and last_run_in > looked_at:
        return "run_in"
    return "six_months" if now.date() >= months_after(looked_at.date(), MONTHS_UNTIL_REVIEW) else None


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
