"""Reads of step 5. The phrases are answers of policy clause 6; this room only shows them."""

from typing import TYPE_CHECKING

from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Member
    from waveback.steps.policy.rules import Phrases


def phrases(member: "Member") -> "Phrases":
    """The therapist's own phrases, or the shipped ones."""
    return policy.phrases(member.practice)
