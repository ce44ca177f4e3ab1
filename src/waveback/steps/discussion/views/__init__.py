"""The pages of step 2."""

from waveback.steps.discussion.views.beside import (
    acknowledgement,
    ask_again,
    overview,
    persons,
    still,
    who_signs,
    withdraw,
)
from waveback.steps.discussion.views.talking import begin, part, record

__all__ = [
    "acknowledgement",
    "ask_again",
    "begin",
    "overview",
    "part",
    "persons",
    "record",
    "still",
    "who_signs",
    "withdraw",
]
