"""The handful of questions that choose the defaults, and the small worlds in which meeting is expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from waveback.steps.policy.clauses import CLAUSES
from waveback.steps.policy.clauses.shape import DEAF, FAITH, LGBTQ, MILITARY, OTHER, TOWN

COMMUNITY: Final = "community"


@dataclass(frozen=True)
class Comfort:
    """One of the questions: key, question, the choices as (key, label), and whether several may be chosen."""

    key: str
    question: str
    choices: tuple[tuple[str, str], ...]
    hint: str = ""
    many: bool = False


COMFORT: Final = (
    Comfort(
        "place",
        "Where do you work?",
        (("city", "In a city"), (TOWN, "In a small town or in the country, where people know each other")),
    ),
    Comfort(
        COMMUNITY,
        "Do you and the people you work with share a community?",
        (
            (DEAF, "A Deaf or signing community"),
            (FAITH, "A community of faith"),
            (LGBTQ, "An LGBTQ+ community"),
            (MILITARY, "A military or service community"),
            (OTHER, "Another one where people know each other"),
        ),
        "Tick any that fit, or none. Then the text says that you will probably meet, and the passages that help there "
        "are added. It never names the community: this answer stays sealed, in the draft.",
        many=True,
    ),
    Comfort("family", "Are you out and about with your family?", (("seldom", "Seldom"), ("often", "Often"))),
    Comfort(
        "talk",
        "How much small talk is fine with you?",
        (("little", "A word or two"), ("some", "A minute or two"), ("plenty", "As it comes")),
    ),
    Comfort("online", "Do you use social media under your own name?", (("no", "No"), ("yes", "Yes"))),
    Comfort(
        "touch",
        "How do you feel about handshakes?",
        (("fine", "Fine, if they start it"), ("rather_not", "I would rather not")),
    ),
)

# Which answer to which comfort question makes which option of which clause the default.
_CHOSEN_BY: Final = {
    ("family", "often"): {"9": "no_introductions"},
    ("talk", "little"): {"5": "two_minutes", "6": "weather"},
    ("talk", "plenty"): {"5": "open"},
    ("online", "no"): {"17": "ignore"},
    ("touch", "rather_not"): {"7": "none"},
}
# Where people meet all the time, not even a nod would be a sign, and “how do you know each other” asks itself.
_IN_A_SMALL_WORLD: Final = {"1": "nod", "4": "around_town"}


def worlds(comfort: Mapping[str, Any]) -> tuple[str, ...]:
    """The small worlds that the therapist belongs to, as they said."""
    town = (TOWN,) if comfort.get("place") == TOWN else ()
    return (*town, *(comfort.get(COMMUNITY) or ()))


def small_world(comfort: Mapping[str, Any]) -> bool:
    return bool(worlds(comfort))


def defaults(comfort: Mapping[str, Any]) -> dict[str, str]:
    """The option that each clause starts with, as the comfort questions were answered."""
    chosen = {one.key: one.default.key for one in CLAUSES}
    if small_world(comfort):
        chosen.update(_IN_A_SMALL_WORLD)
    for key, answer in comfort.items():
        if isinstance(answer, str):
            chosen.update(_CHOSEN_BY.get((key, answer), {}))
    return chosen


def added(comfort: Mapping[str, Any]) -> set[str]:
    """The offered clauses that the therapist's small worlds bring along, by number."""
    mine = set(worlds(comfort))
    return {one.key for one in CLAUSES if mine & set(one.worlds)}


def to_publish(comfort: Mapping[str, Any]) -> dict[str, Any]:
    """What of it may stand beside a published version, which is not sealed: no community of the therapist's."""
    return {key: answer for key, answer in comfort.items() if key != COMMUNITY}


def comfort_told(comfort: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each question with what was chosen, to be read."""
    told = []
    for one in COMFORT:
        given = comfort.get(one.key) or ()
        chosen = {given} if isinstance(given, str) else set(given)
        labels = [label for key, label in one.choices if key in chosen]
        told.append((one.question, "; ".join(labels) or "Nothing chosen"))
    return told
