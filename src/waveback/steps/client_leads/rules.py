"""What can be wished for, what holds when two wishes meet, and when wishes are looked at again."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from waveback.steps.client_leads.options import (
    ACKNOWLEDGE,
    CUES,
    GREETING,
    NO_PREFERENCE,
    NOBODY,
    ONLINE,
    RAISE,
    SITUATIONS,
    SOURCES,
    TOUCH,
    UNSAFE_FROM,
    WHO_KNOWS,
    Option,
    Situation,
    back,
    card,
    offered,
    told,
)

__all__ = [
    "ACKNOWLEDGE",
    "CUES",
    "GREETING",
    "NOBODY",
    "NO_PREFERENCE",
    "ONLINE",
    "RAISE",
    "SITUATIONS",
    "SOURCES",
    "TOUCH",
    "UNSAFE_FROM",
    "WHO_KNOWS",
    "Option",
    "Situation",
    "offered",
    "told",
]

GENERAL = "general"
"""The wishes that a row holds are whole: the general ones, with what is other in a situation inside them."""

MONTHS_UNTIL_REVIEW = 6
INTRODUCTION_LENGTH = 200
NAME_LENGTH = 120
NOTE_LENGTH = 2000
CONFIRMED = "confirmed"


class BadChoice(ValueError):
    """A wish that is not on offer, or two that contradict each other. `field` says where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Other:
    """What is wanted in one situation where it is other than usual; empty: as always."""

    acknowledge: str = ""
    greeting: str = ""
    introduction: str = ""

    def __bool__(self) -> bool:
        return bool(self.acknowledge or self.greeting or self.introduction)


@dataclass(frozen=True)
class Choices:
    """What one client wants. Build it with `choices()`, which checks it.

    `who_knows`, `unsafe_from` and `cues` hold keys in the order in which they are offered, never names; empty means
    that it was not said. `unsafe` means that somebody dangerous may be near: then there is no contact at all.
    `spoken_name`: the name and pronouns to use in public. `situations` says what is other where.
    """

    acknowledge: str = NO_PREFERENCE
    greeting: str = NO_PREFERENCE
    introduction: str = ""
    who_knows: tuple[str, ...] = ()
    unsafe: bool = False
    how_to_raise: str = NO_PREFERENCE
    note: str = ""
    unsafe_from: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    spoken_name: str = ""
    touch: str = NO_PREFERENCE
    card: bool = False
    situations: Mapping[str, Other] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """Return the choices as JSON values: what is kept, and what the ledger commits to."""
        kept = asdict(replace(self, situations={}))
        return kept | {
            "who_knows": list(self.who_knows),
            "unsafe_from": list(self.unsafe_from),
            "cues": list(self.cues),
            "situations": {key: asdict(other) for key, other in self.situations.items()},
        }


def choices(given: Mapping[str, Any] | None = None) -> Choices:
    """Return the checked Choices for `given`; what is missing is "no preference" or empty.

    Raises BadChoice for a value that is not on offer. Keys that are no wish are ignored, so that what was
    kept before there were more wishes reads on unchanged.
    """
    given = given or {}
    acknowledge = _one_of("acknowledge", given, ACKNOWLEDGE)
    unsafe_from = _several("unsafe_from", given, UNSAFE_FROM)
    return Choices(
        acknowledge=acknowledge,
        greeting=_one_of("greeting", given, GREETING),
        introduction=_text("introduction", given, INTRODUCTION_LENGTH),
        who_knows=_who_knows(given),
        unsafe=_unsafe_or_not(given, unsafe_from),
        how_to_raise=_one_of("how_to_raise", given, RAISE),
        note=_text("note", given, NOTE_LENGTH),
        unsafe_from=unsafe_from,
        cues=_several("cues", given, CUES),
        spoken_name=_text("spoken_name", given, NAME_LENGTH),
        touch=_one_of("touch", given, TOUCH),
        card=given.get("card") in (True, "yes"),
        situations=_situations(given.get("situations") or {}, acknowledge),
    )


def _unsafe_or_not(given: Mapping[str, Any], unsafe_from: tuple[str, ...]) -> bool:
    unsafe = given.get("unsafe") in (True, "yes")
    if unsafe_from and not unsafe:
        raise BadChoice("unsafe_from", "Tick as well that it would not be safe, or take these ticks away.")
    return unsafe


def _one_of(field: str, given: Mapping[str, Any], options: Iterable[Option]) -> str:
    value = given.get(field) or NO_PREFERENCE
    for option in options:
        if option.value == value:
            return option.value
    raise BadChoice(field, "Choose one of the lines shown.")


def _text(field: str, given: Mapping[str, Any], most: int) -> str:
    text = str(given.get(field) or "").strip()
    if len(text) > most:
        raise BadChoice(field, f"Shorten this to {most} characters; it has {len(text)}.")
    return text


def _several(field: str, given: Mapping[str, Any], options: Iterable[Option]) -> tuple[str, ...]:
    chosen = given.get(field) or ()
    values = {str(value) for value in chosen} if _is_list(chosen) else {str(chosen)}
    known = tuple(option.value for option in options if option.value in values)
    if len(known) != len(values):
        raise BadChoice(field, "Choose from the lines shown; names are not kept.")
    return known


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _who_knows(given: Mapping[str, Any]) -> tuple[str, ...]:
    known = _several("who_knows", given, WHO_KNOWS)
    if NOBODY in known and len(known) > 1:
        raise BadChoice("who_knows", "Choose “Nobody”, or the people who know, but not both.")
    return known


def _situations(given: object, usual: str) -> dict[str, Other]:
    """What is other in which situation, in the order in which they are offered; "as always" is left out."""
    if not isinstance(given, Mapping) or set(given) - {situation.key for situation in SITUATIONS}:
        raise BadChoice("situations", "Choose from the situations shown.")
    checked = {situation.key: _other(situation.key, given.get(situation.key) or {}) for situation in SITUATIONS}
    for key, other in checked.items():
        _refuse_greeting_without_contact(key, other, usual)
    return {key: other for key, other in checked.items() if other}


def _refuse_greeting_without_contact(situation: str, other: Other, usual: str) -> None:
    """Who is not to be acknowledged there is neither greeted nor introduced there."""
    if other.acknowledge or not (other.greeting or other.introduction):
        return
    if acknowledged(usual, situation) == "no":
        raise BadChoice(f"{situation}_acknowledge", "Choose first what to do there: otherwise there is no contact.")


def acknowledged(usual: str, situation: str) -> str:
    """What the usual wish means in one situation: "only when alone" is a yes there and a no everywhere else."""
    if usual != "only_alone":
        return usual
    return "yes" if situation == "alone" else "no"


def _other(situation: str, given: object) -> Other:
    if not isinstance(given, Mapping):
        raise BadChoice("situations", "Choose from the lines shown.")
    acknowledge = _if_any(situation, "acknowledge", given, offered(situation))
    if situation == "online":
        return Other(acknowledge)
    greeting = _if_any(situation, "greeting", given, GREETING)
    introduction = str(given.get("introduction") or "").strip()
    if len(introduction) > INTRODUCTION_LENGTH:
        raise BadChoice(
            f"{situation}_introduction",
            f"Shorten this to {INTRODUCTION_LENGTH} characters; it has {len(introduction)}.",
        )
    # Without any contact there is neither a greeting nor an introduction.
    return Other("no") if acknowledge == "no" else Other(acknowledge, greeting, introduction)


def _if_any(situation: str, field: str, given: Mapping[str, Any], options: Iterable[Option]) -> str:
    value = str(given.get(field) or "")
    if value and value not in {option.value for option in options}:
        raise BadChoice(f"{situation}_{field}", "Choose one of the lines shown.")
    return "" if value == NO_PREFERENCE else value


def no_contact(chosen: Choices) -> bool:
    """Return whether the therapist keeps away altogether, in every situation."""
    somewhere = any(
        other.acknowledge in ("yes", "hello") for key, other in chosen.situations.items() if key != "online"
    )
    return chosen.unsafe or (chosen.acknowledge == "no" and not somewhere)


def read_back(chosen: Choices) -> list[tuple[str, str]]:
    """Return (field, sentence) for each wish, as the therapist says it to the client."""
    met = [("unsafe", _unsafe(chosen))] if chosen.unsafe else [("acknowledge", back(ACKNOWLEDGE, chosen.acknowledge))]
    if not no_contact(chosen):
        met.append(("greeting", back(GREETING, chosen.greeting)))
        met.append(("introduction", _called(chosen.introduction)))
        if chosen.spoken_name:
            met.append(("spoken_name", f"In public I call you “{chosen.spoken_name}”."))
        if chosen.touch != NO_PREFERENCE:
            met.append(("touch", back(TOUCH, chosen.touch)))
    if not chosen.unsafe:
        met += [("situations", sentence) for sentence in _read_back_situations(chosen)]
    met += [("cues", back(CUES, cue)) for cue in chosen.cues]
    met.append(("who_knows", _known(chosen.who_knows)))
    met.append(("how_to_raise", back(RAISE, chosen.how_to_raise)))
    if chosen.card:
        met.append(("card", "You would like a small card to carry, with what we agreed. It names nobody."))
    if chosen.note:
        met.append(("note", f"In your words: “{chosen.note}”"))
    return met


def _unsafe(chosen: Choices) -> str:
    away = "I keep away, out of sight if need be."
    if not chosen.unsafe_from:
        return f"It would not be safe for you to be seen with me. {away}"
    people = " or ".join(back(UNSAFE_FROM, value) for value in chosen.unsafe_from)
    return f"It would not be safe for you to be seen with me by {people}. {away}"


def _read_back_situations(chosen: Choices) -> list[str]:
    sentences = []
    for situation in SITUATIONS:
        other = chosen.situations.get(situation.key)
        if not other:
            continue
        said = [back(offered(situation.key), other.acknowledge)] if other.acknowledge else []
        said += [back(GREETING, other.greeting)] if other.greeting else []
        said += [_called(other.introduction)] if other.introduction else []
        sentences.append(f"{situation.when}: {' '.join(said)}")
    return sentences


def _called(introduction: str) -> str:
    if introduction:
        return f"If you introduce me, you will probably say: “{introduction}”."
    return "You have not said what you will call me."


def _known(who_knows: tuple[str, ...]) -> str:
    if not who_knows:
        return "You have not said who knows that you come here."
    if who_knows == (NOBODY,):
        return "Nobody knows that you come here."
    names = [back(WHO_KNOWS, value) for value in who_knows]
    return "Who knows that you come here: " + ", ".join(names) + "."


def in_effect(chosen: Choices, default: Mapping[str, object]) -> Choices:
    """Return what holds at a run-in: each "no preference" filled from the policy's default."""
    wanted = chosen.as_dict()
    for name in ("acknowledge", "greeting", "touch", "how_to_raise"):
        if wanted[name] == NO_PREFERENCE:
            wanted[name] = default.get(name) or NO_PREFERENCE
    return choices(wanted)


def in_situation(chosen: Choices, situation: str, default: Mapping[str, object]) -> Choices:
    """Return what holds in this situation: what is other there, else the usual, else the policy's default there.

    default: what "no preference" means in this situation. What keeps the two apart altogether holds everywhere.
    """
    other = chosen.situations.get(situation, Other())
    here = replace(
        chosen,
        acknowledge=other.acknowledge or chosen.acknowledge,
        greeting=other.greeting or chosen.greeting,
        introduction=other.introduction or chosen.introduction,
        situations={},  # they are looked up already; what is usual elsewhere is not to be weighed against them here
    )
    held = in_effect(here, default)
    held = replace(held, acknowledge="no" if chosen.unsafe else acknowledged(held.acknowledge, situation))
    return replace(held, greeting=NO_PREFERENCE, introduction="") if held.acknowledge == "no" else held


COMPANY = ("family", "friends", "children", "work")


def pocket_line(
    held: Choices,
    default: Mapping[str, object],
    greet_first: bool = False,
    by_situation: Mapping[str, Mapping[str, str]] | None = None,
    together: bool = False,
) -> str:
    """Return one line for the pocket card: what to do, naming nobody and no profession.

    held: the client's wishes. default, by_situation: what "no preference" means, anywhere and in one situation.
    greet_first: the client's own written opt-in holds. together: several people in one file chose each for themselves.
    """
    chosen = in_effect(held, default)
    if chosen.unsafe:
        return "No contact at all. Out of sight if need be."
    if together:
        return "No sign unless they say hello. Each of them chose for themselves: read it in the file first."
    said = [_first_on_the_card(chosen, greet_first)]
    if chosen.acknowledge != "no":
        said.append(card(GREETING, chosen.greeting))
    said += [card(CUES, cue) for cue in chosen.cues]
    said += _other_on_the_card(_with_company(held, chosen, by_situation or {}))
    return " ".join(part for part in said if part)


def _first_on_the_card(chosen: Choices, greet_first: bool) -> str:
    if "may_not_see" in chosen.cues and chosen.acknowledge != "no":
        return "Do nothing unless they speak to you."
    if greet_first and _greets_first_alone(chosen):
        # What they signed says so: with anybody else there, they are waited for.
        alone = "You may greet first, only if they are alone."
        return f"{alone} {_ELSE[chosen.acknowledge]}".strip()
    return card(ACKNOWLEDGE, chosen.acknowledge) or "Wait for them."


_ELSE = {
    "yes": "Else wait for them.",
    "hello": "Else no sign unless they say hello.",
    "only_alone": "",
    NO_PREFERENCE: "Else wait for them.",
}


def _greets_first_alone(chosen: Choices) -> bool:
    """Not where there is no sign when they are alone, nor where they asked that nothing be said first."""
    alone = chosen.situations.get("alone", Other()).acknowledge
    return "no" not in (chosen.acknowledge, alone) and "faces" not in chosen.cues


def _with_company(held: Choices, chosen: Choices, by_situation: Mapping[str, Mapping[str, str]]) -> Choices:
    """The choices, with what the policy says of company where the client has no preference about it."""
    there = dict(chosen.situations)
    for key in COMPANY:
        default, other = by_situation.get(key, {}), there.get(key, Other())
        sign = default.get("acknowledge", "") if held.acknowledge == NO_PREFERENCE else ""
        greeting = default.get("greeting", "") if held.greeting == NO_PREFERENCE else ""
        there[key] = Other(
            other.acknowledge or (sign if sign != chosen.acknowledge else ""),
            other.greeting or (greeting if greeting != chosen.greeting and _answered(chosen, other, key) else ""),
            other.introduction,
        )
    return replace(chosen, situations=there)


def _answered(chosen: Choices, other: Other, situation: str) -> bool:
    return (other.acknowledge or acknowledged(chosen.acknowledge, situation)) != "no"


def _other_on_the_card(chosen: Choices) -> list[str]:
    """What is other where, in whole sentences: where there is no sign, where they are answered, and how."""
    signs: dict[str, list[str]] = {"no": [], "hello": [], "yes": []}
    greetings: dict[str, list[str]] = {}
    for situation in SITUATIONS:
        other = chosen.situations.get(situation.key)
        if other is None or situation.key == "online":
            continue
        if other.acknowledge and other.acknowledge != acknowledged(chosen.acknowledge, situation.key):
            signs[other.acknowledge].append(situation.key)
        if other.greeting:
            greetings.setdefault(other.greeting, []).append(situation.key)
    said = [f"No sign {_where(signs['no'])}."] if signs["no"] else []
    said += [f"Only a hello back {_where(signs['hello'])}."] if signs["hello"] else []
    said += [f"Answer {_where(signs['yes'])}."] if signs["yes"] else []
    for greeting, keys in greetings.items():
        at = ["In company"] if keys == list(COMPANY) else [one.told for one in SITUATIONS if one.key in keys]
        said += [f"{place}: {card(GREETING, greeting).lower()}" for place in at]
    return said


def _where(keys: list[str]) -> str:
    if keys == list(COMPANY):
        return "in company"
    return ", ".join(one.card for one in SITUATIONS if one.key in keys)


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
