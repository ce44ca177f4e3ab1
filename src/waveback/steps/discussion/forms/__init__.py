"""The talk-through's screens as forms, the answer at its end, and what stands beside it."""

from waveback.steps.discussion.forms.beside import AskAgainForm, PersonForm, SigningForm, WithdrawForm
from waveback.steps.discussion.forms.talking import (
    AnswerForm,
    PlanScreenForm,
    QuestionsForm,
    RecordForm,
    ScreenForm,
    WishScreenForm,
)
from waveback.steps.discussion.forms.written import GreetFirstForm, PaperForm

__all__ = [
    "AnswerForm",
    "AskAgainForm",
    "GreetFirstForm",
    "PaperForm",
    "PersonForm",
    "PlanScreenForm",
    "QuestionsForm",
    "RecordForm",
    "ScreenForm",
    "SigningForm",
    "WishScreenForm",
    "WithdrawForm",
]
