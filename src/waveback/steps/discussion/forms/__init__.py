"""The talk-through's screens as forms, the answer at its end, and what stands beside it."""

from waveback.steps.discussion.forms.beside import AskAgainForm, PersonForm, SigningForm, WithdrawForm
from waveback.steps.discussion.forms.packets import HandedForm, MakePacketForm, PracticePacketsForm, SheetForm
from waveback.steps.discussion.forms.scans import CHOOSE_AGAIN, FindForm, ScanForm, WithScans, WrongScanForm
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
    "CHOOSE_AGAIN",
    "AnswerForm",
    "AskAgainForm",
    "FindForm",
    "GreetFirstForm",
    "HandedForm",
    "MakePacketForm",
    "PaperForm",
    "PersonForm",
    "PlanScreenForm",
    "PracticePacketsForm",
    "QuestionsForm",
    "RecordForm",
    "ScanForm",
    "ScreenForm",
    "SheetForm",
    "SigningForm",
    "WishScreenForm",
    "WithScans",
    "WithdrawForm",
    "WrongScanForm",
]
