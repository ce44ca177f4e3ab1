"""What each profession's code bears on run-ins: short, as convention, never as law.

A section has its number only where its text was read (reference: domain.md, B, marked ✓). Elsewhere the code and its
edition are named and no more, for a wrong number is worse than none.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Point:
    says: str
    section: str = ""
    """The section's number, where it was read in the code itself."""


@dataclass(frozen=True)
class Code:
    name: str
    points: tuple[Point, ...]


CODES: Final = {
    "apa": Code(
        "American Psychological Association, Ethical Principles of Psychologists and Code of Conduct, 2017",
        (
            Point("Protect confidentiality, and talk about its limits at the outset."),
            Point("More than one role is wrong where it could impair your work or exploit the client."),
            Point("In a record, write only what is germane."),
            Point("A rewrite of this code is under way: name the edition when you cite it."),
        ),
    ),
    "aca": Code(
        "American Counseling Association, Code of Ethics, 2014",
        (
            Point(
                "Consent is spoken and written, goes on through the work, and its discussions are documented.", "A.2.a"
            ),
            Point("What is amended in a record is noted as an amendment.", "A.1.b"),
            Point(
                "Contact that is planned is another matter: reasons, benefit and consequences are written down before."
            ),
            Point("Respect privacy, and keep a professional profile apart from a personal one."),
        ),
    ),
    "nasw": Code(
        "National Association of Social Workers, Code of Ethics, 2021",
        (
            Point("No confidential talk in public or semi-public places, where others may hear it."),
            Point("No personal ties with clients online."),
            Point("A record holds what is relevant to the service, and no more."),
        ),
    ),
    "aamft": Code(
        "American Association for Marriage and Family Therapy, Code of Ethics, 2015",
        (Point("Where a second relationship cannot be avoided, take precautions, and document them.", "1.3"),),
    ),
    "bacp": Code(
        "British Association for Counselling and Psychotherapy, Ethical Framework for the Counselling Professions",
        (
            Point("Give the client a record of what was agreed, and note changes to it.", "31(d–e)"),
            Point(
                "Keep your personal and professional selves apart online, and go over dual roles in supervision.", "33"
            ),
        ),
    ),
    "cpa": Code(
        "Canadian Psychological Association, Canadian Code of Ethics for Psychologists, 4th edition",
        (Point("Where a dual role cannot be avoided, in a small place for instance, justify it and manage it."),),
    ),
}
DEFAULT: Final = "apa"

SILENCE: Final = (
    "No code that we read prescribes silence. Letting the client lead is a convention: it protects that somebody is a "
    "client at all. A client may ask for something else, and may change their mind."
)
CONFIRM: Final = "To be confirmed by you: editions change, and boards and countries add rules of their own."
CONVENTION: Final = "This is guidance as convention, never as law."
EVERY_NOTE: Final = (
    "Roles instead of names: “an adult companion”.",
    "What you saw and heard, not what you make of it.",
    "No diagnosis, no treatment, no medication.",
    "Nothing overheard, nothing of your own family, nothing of others in your care.",
    "A kind of place, never coordinates.",
    "What you did, without arguing that it was right.",
)


def code_of(profession: str) -> str:
    """The key of the code to show: the profession's own, or the first."""
    return profession if profession in CODES else DEFAULT
