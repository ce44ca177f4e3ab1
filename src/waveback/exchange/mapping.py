"""Which column of somebody else's list is what: the titles that record systems and people use.

Vendors don't publish their titles, so this guesses from what is usual and the preview lets the therapist change it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

# Field code → how the page calls it. The order is the order of the choices.
FIELDS = {
    "first": "First name",
    "last": "Last name",
    "name": "Whole name",
    "used": "Name used",
    "born": "Birth date",
    "email": "E-mail",
    "phone": "Phone",
    "number": "Number in the other system",
    "status": "Active or ended",
}

# Best first: where a list has two telephone columns, the one that stands earlier here is taken.
_SYNONYMS = {
    "first": "first name|first|given name|given names|forename|fname|legal first name|vorname|prenom|nombre|nome",
    "last": "last name|last|surname|family name|lname|legal last name|nachname|familienname|nom|nom de famille"
    "|apellido|apellidos|cognome",
    "name": "name|full name|legal name|client|patient|client name|patient name|display name|nombre completo",
    "used": "preferred name|name used|known as|goes by|nickname|nick name|chosen name|preferred first name"
    "|rufname|nom d usage",
    "born": "birth date|date of birth|dob|d o b|birthdate|birthday|born|geburtsdatum|geboren|date de naissance"
    "|fecha de nacimiento|data di nascita",
    "email": "email|e mail|email address|e mail address|mail|primary email|correo electronico|courriel",
    "phone": "mobile|mobile phone|mobile number|cell|cell phone|phone|phone number|telephone|tel|primary phone"
    "|home phone|work phone|handy|telefon|telefono",
    "number": "client id|client number|patient number|patient id|chart number|chart id|record number|account number|mrn"
    "|medical record number|external id|id|number|no|client no|patient no|kundennummer",
    "status": "status|client status|patient status|active|is active|active status|state of care",
}
_FIELD_OF = {title: field for field, titles in _SYNONYMS.items() for title in titles.split("|")}
_RANK = {title: rank for rank, title in enumerate(_FIELD_OF)}
_LEADING = {"client", "patient", "clients", "patients", "primary", "legal", "s", "main"}
_TRAILING = {"1", "primary", "optional", "required", "yyyy", "mm", "dd"}

# Never needed here, and often clinical or about somebody else: such columns are dropped before anything is stored.
_UNNEEDED = re.compile(
    r"\b(alerts?|allerg\w*|notes?|comments?|remarks?|memo|diagnos\w*|icd\w*|dsm\w*|medic(al|ation|ations|are|aid)|drugs?"
    r"|symptoms?|treatments?|therapy|risk|history|insur\w*|payer|policy|member id|ssn|social security|tax|nhs"
    r"|genders?|sex|pronouns?|race|ethnic\w*|relig\w*|orientation|marital|occupation|employer|school"
    r"|street|city|town|zip|post ?code|postal|country|county|province|address"
    r"|emergency|guardian|parent|partner|spouse|next of kin|referr\w*|clinician|therapist|provider|practitioner"
    r"|balance|credit|invoice|billing|fee|rate|card|consents?|reminders?|password)\b"
)


def guess(titles: Sequence[str]) -> dict[str, int]:
    """Field code → index of the column that most likely holds it; each column and each field at most once."""
    best: dict[str, tuple[int, int]] = {}
    for index, title in enumerate(titles):
        known = _known_title(title)
        if known is None:
            continue
        field, rank = _FIELD_OF[known], _RANK[known]
        if field not in best or rank < best[field][0]:
            best[field] = (rank, index)
    found = {field: index for field, (_, index) in best.items()}
    return _without_doubled_names(found)


def unneeded(title: str) -> bool:
    """True for a column that has no business here: medical alerts, notes, insurance, addresses, other people."""
    return _known_title(title) is None and bool(_UNNEEDED.search(_plain(title)))


def complete(columns: Mapping[str, int]) -> str | None:
    """None when these columns can name a person; else a sentence that says what to choose."""
    if "name" in columns or {"first", "last"} <= columns.keys():
        return None
    return "Choose the column with the whole name, or one for the first name and one for the last name."


def _known_title(title: str) -> str | None:
    words = _plain(title).split()
    for candidate in _shortened(words):
        if candidate in _FIELD_OF:
            return candidate
    whole = " ".join(words)
    if _UNNEEDED.search(whole):
        return None
    close = get_close_matches(_shortened(words)[-1], [known for known in _FIELD_OF if len(known) > 4], n=1, cutoff=0.87)
    return close[0] if close else None


def _shortened(words: list[str]) -> list[str]:
    """The title, then without what stands before it (Client first name) or after it (Email 1, DOB (mm/dd/yyyy))."""
    end = len(words)
    while end > 1 and words[end - 1] in _TRAILING:
        end -= 1
    start = 0
    while start < end - 1 and words[start] in _LEADING:
        start += 1
    return [" ".join(words), " ".join(words[:end]), " ".join(words[start:end])]


def _plain(title: str) -> str:
    """Lower-case words without accents and signs; CamelCase is taken apart."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.casefold()).split())


def _without_doubled_names(found: dict[str, int]) -> dict[str, int]:
    """First and last name say more than a whole name beside them."""
    if {"first", "last", "name"} <= found.keys():
        del found["name"]
    return found
