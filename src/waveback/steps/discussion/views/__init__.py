"""The pages of step 2."""

from waveback.steps.discussion.views.beside import (
    acknowledgement,
    ask_again,
    overview,
    persons,
    print_copy,
    still,
    who_signs,
    withdraw,
)
from waveback.steps.discussion.views.greeting import greet_first
from waveback.steps.discussion.views.talking import begin, part, record
from waveback.steps.discussion.views.written import on_paper

__all__ = [
    "acknowledgement",
    "ask_again",
    "begin",
    "greet_first",
    "on_paper",
    "overview",
    "part",
    "persons",
    "print_copy",
    "record",
    "still",
    "who_signs",
    "withdraw",
]
