"""The 33 clauses of a run-in policy: what is asked, the choices, and the sentences they print.

Numbers and choices follow the field's table of clauses; the sentences are our own. They say what the
therapist *generally* does: they inform, and leave room for clinical judgement, so that no sentence of a
policy can be held against a client's good. docs/clauses.md shows them all, made by tools/clauses.py.
"""

from typing import Final

from waveback.steps.policy.clauses import afterwards, meeting, online, people, places, special
from waveback.steps.policy.clauses.shape import AFTERWARDS, GROUPS, Clause, Option

__all__ = ["CLAUSES", "CORE", "EXTRA", "GROUPS", "OFFERED", "Clause", "Option"]

CLAUSES: Final[tuple[Clause, ...]] = (
    *meeting.CLAUSES,
    *people.CLAUSES,
    *places.CLAUSES,
    *online.CLAUSES,
    *special.CLAUSES,
    *afterwards.CLAUSES,
)
"""In the order of the document: by group, not by number."""

CORE: Final = tuple(clause for clause in CLAUSES if clause.core)
OFFERED: Final = tuple(clause for clause in CLAUSES if not clause.core)

EXTRA: Final = Clause(
    34,
    AFTERWARDS,
    "Anything else",
    "Is there anything else that you want to say?",
    (Option("own", "In your own words", ""),),
    "It prints as the last passage. “Generally” and “usually” leave you room to decide.",
    "Something that no other clause says, in your own words.",
)
"""A passage of the therapist's own; it is no clause of the table and prints only what was written."""
