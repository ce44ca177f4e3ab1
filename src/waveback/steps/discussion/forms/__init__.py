"""The talk-through's screens as forms, the answer at its end, and what stands beside it."""

from waveback.steps.discussion.forms.beside import AskAgainForm, PersonForm, SigningForm, WithdrawForm
from waveback.steps.discussion.forms.packets import CodeForm, HandedForm, MakePacketForm, PracticePacketsForm, SheetForm
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
    "CodeForm",
    "GreetFirstForm",
    "HandedForm",
    "MakePacketForm",
    "PaperForm",
    "PersonForm",
    "PlanScreenForm",
    "PracticePacketsForm",
    "QuestionsForm",
    "RecordForm",
    "ScreenForm",
    "SheetForm",
    "SigningForm",
    "WishScreenForm",
    "WithdrawForm",
]
