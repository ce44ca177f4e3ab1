"""The forms of step 6."""

from waveback.steps.document.forms.signing import AddForm, AssignForm, DiscardForm, ErrorForm, SignForm
from waveback.steps.document.forms.writing import LATER, CaptureForm, FinishForm

__all__ = ["LATER", "AddForm", "AssignForm", "CaptureForm", "DiscardForm", "ErrorForm", "FinishForm", "SignForm"]
