"""The words that a scene file may use, listed for whoever writes one."""

from collections.abc import Iterator

from waveback.rehearsal import acts, parsing, rules
from waveback.rehearsal.scene import FAMILIES, VERDICTS
from waveback.steps.policy import rules as policy

Words = list[tuple[str, str]]
_MEANT = {
    "fits": "what the policy says, or room that it leaves",
    "better": "allowed, but another move serves better",
    "against": "against what the policy says, or what the client asked for",
    "unsafe": "gives somebody away or lets somebody come to harm, under every policy",
}


def words() -> Iterator[tuple[str, Words]]:
    """Each list of words under its heading: (word, what it means)."""
    yield "verdict", [(one, _MEANT[one]) for one in VERDICTS]
    yield "family", [(family.key, f"{family.name}: {family.about}") for family in FAMILIES]
    yield "place", [(one, "") for one in parsing.PLACES]
    yield "company", [(one, "") for one in parsing.COMPANY]
    yield "worlds", [(one, "") for one in parsing.WORLDS]
    yield "wishes in a condition", [(name, ", ".join(values)) for name, values in rules.WISH_FIELDS.items()]
    yield "clauses in a condition", [_clause(one) for one in sorted(policy.CLAUSES, key=lambda one: one.number)]
    yield "acts", list(acts.ACTS.items())
    yield "acts that fit under no policy", [(one, acts.ACTS[one]) for one in sorted(acts.NEVER)]


def _clause(one: policy.Clause) -> tuple[str, str]:
    keys = ", ".join(option.key for option in one.options)
    return one.key, f"{one.heading}: {keys}" + ("" if one.core else ", unsaid")
