"""The writes of step 6: capture, assign, finish, sign; then only addenda and the mark "entered in error"."""

from waveback.steps.document.actions.common import (
    AlreadySigned,
    ChangedMeanwhile,
    HappensLater,
    NotSigned,
    NotYours,
    Refused,
    Unfinished,
)
from waveback.steps.document.actions.drafting import assign, capture, discard, finish
from waveback.steps.document.actions.signing import add, enter_in_error, printed, sign

__all__ = [
    "AlreadySigned",
    "ChangedMeanwhile",
    "HappensLater",
    "NotSigned",
    "NotYours",
    "Refused",
    "Unfinished",
    "add",
    "assign",
    "capture",
    "discard",
    "enter_in_error",
    "finish",
    "printed",
    "sign",
]
