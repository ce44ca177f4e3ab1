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
from waveback.steps.discussion.views.written import on_paper

__all__ = [
    "acknowledgement",
    "ask_again",
    "begin",
    "on_paper",
    "overview",
    "part",
    "persons",
    "record",
    "still",
    "who_signs",
    "withdraw",
]
