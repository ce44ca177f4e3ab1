"""The forms of step 6."""

from waveback.steps.document.forms.signing import (
    AddForm,
    AnswerForm,
    AssignForm,
    ClientTextForm,
    DiscardForm,
    ErrorForm,
    FormatForm,
    SignForm,
)
from waveback.steps.document.forms.writing import LATER, AnotherForm, CaptureForm, FinishForm, WhoForm

__all__ = [
    "LATER",
    "AddForm",
    "AnotherForm",
    "AnswerForm",
    "AssignForm",
    "CaptureForm",
    "ClientTextForm",
    "DiscardForm",
    "ErrorForm",
    "FinishForm",
    "FormatForm",
    "SignForm",
    "WhoForm",
]
