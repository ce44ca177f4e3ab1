"""Writes of step 2: talk-throughs, answers, and what stands beside them."""

from waveback.steps.discussion.actions.beside import (
    LabelTaken,
    LeftAlready,
    NothingToWithdraw,
    SetMeanwhile,
    StillAnswering,
    add_participant,
    ask_again,
    leave,
    set_signing,
    withdraw,
)
from waveback.steps.discussion.actions.common import ChangedMeanwhile, NothingAnswered, NotWhatWasShown
from waveback.steps.discussion.actions.greeting import NotOffered, sign_greet_first
from waveback.steps.discussion.actions.talking import acknowledge, answer, begin, go_over, keep

__all__ = [
    "ChangedMeanwhile",
    "LabelTaken",
    "LeftAlready",
    "NotOffered",
    "NotWhatWasShown",
    "NothingAnswered",
    "NothingToWithdraw",
    "SetMeanwhile",
    "StillAnswering",
    "acknowledge",
    "add_participant",
    "answer",
    "ask_again",
    "begin",
    "go_over",
    "keep",
    "leave",
    "set_signing",
    "sign_greet_first",
    "withdraw",
]
