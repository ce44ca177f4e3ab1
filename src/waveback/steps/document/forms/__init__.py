"""The forms of step 6."""

from waveback.steps.document.forms.signing import (
    AddForm,
    AnswerForm,
    AssignForm,
    ClientTextForm,
    DiscardForm,
    ErrorForm,
    SignForm,
)
from waveback.steps.document.forms.writing import LATER, CaptureForm, FinishForm

__all__ = [
    "LATER",
    "AddForm",
    "AnswerForm",
    "AssignForm",
    "CaptureForm",
    "ClientTextForm",
    "DiscardForm",
    "ErrorForm",
    "FinishForm",
    "SignForm",
]
