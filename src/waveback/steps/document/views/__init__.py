"""The pages of step 6."""

from waveback.steps.document.views.after import add, answer, client_words, enter_in_error, printed
from waveback.steps.document.views.capturing import assign, capture, discard, index, who
from waveback.steps.document.views.guide import guide
from waveback.steps.document.views.note import finish, note, sign

__all__ = [
    "add",
    "answer",
    "assign",
    "capture",
    "client_words",
    "discard",
    "enter_in_error",
    "finish",
    "guide",
    "index",
    "note",
    "printed",
    "sign",
    "who",
]
