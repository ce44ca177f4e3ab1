"""The leaflet: what happens if we meet, on one page, as questions that a client asks and the policy's own answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from waveback.steps.policy.document import Document

TEMPLATE: Final = Path(__file__).resolve().parent / "print" / "leaflet.typ"
# In the order of the languages of QUESTIONS.
HEADINGS: Final[Mapping[str, str]] = {"en": "What happens if we meet?", "es": "¿Qué pasa si nos encontramos?"}
MORE: Final[Mapping[str, str]] = {
    "en": "More stands in the whole text, which you can have:",
    "es": "Hay más en el texto completo, que usted puede tener:",
}


QUESTIONS: Final[Mapping[int, tuple[str, str]]] = {
    1: ("Will you say hello?", "¿Me saludará?"),
    2: ("And if I am with somebody?", "¿Y si voy con alguien?"),
    3: ("What if I introduce you?", "¿Y si le presento a alguien?"),
    4: ("And if somebody asks how we know each other?", "¿Y si alguien pregunta de qué nos conocemos?"),
    5: ("How long do we talk?", "¿Cuánto hablamos?"),
    6: ("What do we talk about?", "¿De qué hablamos?"),
    7: ("Do we shake hands?", "¿Nos damos la mano?"),
    8: ("And if my children are there?", "¿Y si están mis hijos?"),
    9: ("What if you are with your family?", "¿Y si usted va con su familia?"),
    10: ("And at a party?", "¿Y en una fiesta?"),
    11: ("And at the gym or the pool?", "¿Y en el gimnasio o la piscina?"),
    12: ("And at worship?", "¿Y en el culto?"),
    13: ("And at school or in a team?", "¿Y en la escuela o en un equipo?"),
    14: ("What if I serve you somewhere?", "¿Y si le atiendo en algún lugar?"),
    15: ("And in a waiting room?", "¿Y en una sala de espera?"),
    16: ("And at a meeting or a support group?", "¿Y en una reunión o un grupo de apoyo?"),
    17: ("What about friend requests online?", "¿Y las solicitudes de amistad en internet?"),
    18: ("And on a dating app?", "¿Y en una aplicación de citas?"),
    19: ("And in a game or a forum?", "¿Y en un juego o un foro?"),
    20: ("What if I write a review?", "¿Y si escribo una reseña?"),
    21: ("And photos of us both?", "¿Y las fotos en que salimos los dos?"),
    22: ("What if we keep meeting?", "¿Y si nos encontramos una y otra vez?"),
    23: ("And when our work has ended?", "¿Y cuando haya terminado nuestro trabajo?"),
    24: ("And if I come to one of your groups?", "¿Y si vengo a uno de sus grupos?"),
    25: ("And if you work with two or more of us?", "¿Y si trabaja con dos o más de nosotros?"),
    26: ("And if I am a child or a teenager?", "¿Y si soy menor?"),
    27: ("What if somebody is in danger?", "¿Y si alguien está en peligro?"),
    28: ("And if I have been drinking?", "¿Y si he bebido?"),
    29: ("What if it is not by chance?", "¿Y si no es por casualidad?"),
    30: ("Will you come to my wedding?", "¿Vendrá a mi boda?"),
    31: ("And if we are neighbours or work in the same place?", "¿Y si somos vecinos o trabajamos en el mismo lugar?"),
    32: ("What if only you notice me?", "¿Y si solo usted me ve a mí?"),
    33: ("What happens afterwards?", "¿Qué pasa después?"),
}
"""What a client might ask, by the number of the clause that answers it; in English and in Spanish."""

_FIRST: Final = (1, 2, 4, 6, 5, 33, 3, 27, 32, 17, 9, 7, 8)
"""Which answers stay longest where not all of them fit on the page."""


@dataclass(frozen=True)
class Answer:
    question: str
    heading: str
    paragraphs: tuple[str, ...]
    rank: int


def answers(document: Document, language: str) -> tuple[Answer, ...]:
    """A client's question for each passage; in a language in which none stands ready, the passage's own heading."""
    found = []
    for place, section in enumerate(document.sections):
        number = section.number
        asked = dict(zip(HEADINGS, QUESTIONS[number], strict=True)) if number in QUESTIONS else {}
        question = asked.get(language, section.heading)
        rank = _FIRST.index(number) if number in _FIRST else len(_FIRST) + place
        found.append(Answer(question, section.heading, section.paragraphs, rank))
    return tuple(found)


def told(document: Document, language: str, version: str) -> dict[str, Any]:
    """What the template is given. version: which one it is, as it is printed. Texts and nothing but texts.

    In a language that is not ours the page has the policy's own headings, and no sentence of ours.
    """
    return {
        "heading": HEADINGS.get(language) or document.title,
        "more": MORE.get(language, "+"),
        "practice": document.practice,
        "version": version,
        "beginning": document.beginning,
        "answers": [asdict(one) for one in answers(document, language)],
        "foot": {"what": version, "printed": "", "checkpoint": None, "pages": False},
    }
