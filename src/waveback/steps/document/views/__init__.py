"""The pages of step 6."""

from waveback.steps.document.views.after import add, answer, as_pdf, client_words, enter_in_error, printed
from waveback.steps.document.views.capturing import another, assign, capture, discard, who
from waveback.steps.document.views.guide import guide
from waveback.steps.document.views.listing import index
from waveback.steps.document.views.note import finish, note, sign, usual_format

__all__ = [
    "add",
    "another",
    "answer",
    "as_pdf",
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
    "usual_format",
    "who",
]
