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
    print_copy,
    set_signing,
    withdraw,
)
from waveback.steps.discussion.actions.common import ChangedMeanwhile, NothingAnswered, NotWhatWasShown
from waveback.steps.discussion.actions.evidence import MadeMeanwhile, hand_copy, keep_evidence
from waveback.steps.discussion.actions.greeting import NotOffered, sign_greet_first
from waveback.steps.discussion.actions.packets import (
    HandedAlready,
    Wanted,
    drawn,
    hand_over,
    keep_packets,
    make_packet,
    make_packets,
)
from waveback.steps.discussion.actions.paper import NewerAnswer, Paper, record_paper
from waveback.steps.discussion.actions.scans import MarkedAlready, Scanned, keep_scan, mark_scan_wrong
from waveback.steps.discussion.actions.talking import acknowledge, answer, begin, go_over, keep

__all__ = [
    "ChangedMeanwhile",
    "HandedAlready",
    "LabelTaken",
    "LeftAlready",
    "MadeMeanwhile",
    "MarkedAlready",
    "NewerAnswer",
    "NotOffered",
    "NotWhatWasShown",
    "NothingAnswered",
    "NothingToWithdraw",
    "Paper",
    "Scanned",
    "SetMeanwhile",
    "StillAnswering",
    "Wanted",
    "acknowledge",
    "add_participant",
    "answer",
    "ask_again",
    "begin",
    "drawn",
    "go_over",
    "hand_copy",
    "hand_over",
    "keep",
    "keep_evidence",
    "keep_packets",
    "keep_scan",
    "leave",
    "make_packet",
    "make_packets",
    "mark_scan_wrong",
    "print_copy",
    "record_paper",
    "set_signing",
    "sign_greet_first",
    "withdraw",
]
