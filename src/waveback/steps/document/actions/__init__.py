"""The writes of step 6: capture, assign, finish, sign; then only addenda, the client's
words beside the note, and the mark "entered in error"."""

from waveback.steps.document.actions.clients_words import add_client_text, answer_client
from waveback.steps.document.actions.common import (
    AlreadyAnswered,
    AlreadySigned,
    ChangedMeanwhile,
    HappensLater,
    NotSigned,
    NotThatDay,
    NotYours,
    Refused,
    SameClient,
    Unfinished,
)
from waveback.steps.document.actions.drafting import assign, capture, capture_another, discard, finish
from waveback.steps.document.actions.landing import land, land_anew
from waveback.steps.document.actions.preferring import choose_format
from waveback.steps.document.actions.signing import add, enter_in_error, printed, sign

__all__ = [
    "AlreadyAnswered",
    "AlreadySigned",
    "ChangedMeanwhile",
    "HappensLater",
    "NotSigned",
    "NotThatDay",
    "NotYours",
    "Refused",
    "SameClient",
    "Unfinished",
    "add",
    "add_client_text",
    "answer_client",
    "assign",
    "capture",
    "capture_another",
    "choose_format",
    "discard",
    "enter_in_error",
    "finish",
    "land",
    "land_anew",
    "printed",
    "sign",
]
