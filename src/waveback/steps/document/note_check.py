"""The note check, before signing: step 4 looks at the texts, and says what should perhaps not stand in them.

What it found is shown and forgotten. What is kept is that it was made, and by which version.
"""

from collections.abc import Collection
from dataclasses import dataclass

from waveback.steps.confidentiality import rules as confidentiality
from waveback.steps.document import wording
from waveback.steps.document.rules import Facts

VERSION = confidentiality.CHECK_VERSION
_check = confidentiality.check


@dataclass(frozen=True)
class Checked:
    """One text of the note, with what was found in it."""

    heading: str
    text: str
    finds: tuple[confidentiality.Find, ...]


def checked(facts: Facts, *, known: Collection[str] = ()) -> list[Checked]:
    """Every text of the note in its order, each with its finds. known: names that belong here, the client's own."""
    texts = {name: str(facts[name]) for name in wording.HEADINGS if facts.get(name)}
    found = list(_check(texts, known=known))
    return [
        Checked(wording.HEADINGS[name], text, tuple(find for find in found if find.field == name))
        for name, text in texts.items()
    ]
