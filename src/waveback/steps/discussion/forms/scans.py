"""Forms with scanned papers: choosing files, the code on them, and saying that one is wrong."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from waveback.ground import scans
from waveback.ground.web.forms import private_attrs
from waveback.steps.discussion import rules
from waveback.steps.discussion.forms.beside import line

TOGETHER_TOO_LARGE = (
    f"These files are larger than {settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2} MB together, so none was taken. "
    "Add fewer at a time."
)
CHOOSE_AGAIN = "Choose the scan again as well: a page cannot keep a file."


class Files(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else list(files.get(name, []))


class FilesField(forms.Field):
    """Several files, as their bytes. What they are shows when they are read."""

    def clean(self, value: Iterable[UploadedFile]) -> tuple[bytes, ...]:
        # One byte more than is taken, so that a file that is too large can be told.
        found = tuple(one.read(scans.BYTES_AT_MOST + 1) for one in value)
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


def files(label: str, hint: str, needed: str = "") -> FilesField:
    return FilesField(
        label=label,
        help_text=hint,
        required=bool(needed),
        widget=Files(attrs={"accept": "application/pdf,image/jpeg,image/png,image/heic,image/heif", "multiple": True}),
        error_messages={"required": needed},
    )


def code() -> forms.CharField:
    return forms.CharField(
        label="Code on the paper",
        help_text="At its top, such as 7KQ2-M4DX-9. Leave it empty: it is read from the scan where it can be.",
        widget=forms.TextInput(attrs={"class": "input mono", **private_attrs()}),
        max_length=60,
        required=False,
        error_messages={"max_length": "A code has nine letters and figures. Look at the paper once more."},
    )


class WithScans(forms.Form):
    """A form that takes the pages of a signed paper. Once they are whole, `cleaned` holds their pictures.

    too_large: whether the request was larger than is read, so that its files were dropped.
    """

    cleaned: scans.Cleaned | None = None

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        self.too_large = too_large
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not typed:
            return ""
        try:
            return rules.read_code(typed)
        except rules.BadCode as bad:
            raise forms.ValidationError(bad.sentence) from None

    def read_scans(self) -> bool:
        """Clean the files, once all else is well; False when something is not, with the sentence beside its field."""
        chosen = self.cleaned_data.get("scans") or ()
        if self.errors:
            if chosen and "scans" not in self.errors:
                self.add_error("scans", CHOOSE_AGAIN)
            return False
        if not chosen:
            return True
        try:
            self.cleaned = scans.clean(chosen)
        except scans.Refused as problem:
            which = f"File {problem.file}: " if len(chosen) > 1 else ""
            self.add_error("scans", f"{which}{problem}")
            return False
        return True

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.too_large:
            self.errors.pop("scans", None)
            self.add_error("scans", TOGETHER_TOO_LARGE)


class ScanForm(WithScans):
    """A signed paper, added later beside its answer."""

    scans = files(
        "Scan or photograph",
        "PDF, JPEG, PNG or HEIC; up to 20 pages. Place, time and camera are left out.",
        "Choose the scan or the photograph.",
    )
    code = code()
    id = forms.UUIDField(widget=forms.HiddenInput)

    def scanned_id(self) -> UUID:
        found: UUID = self.cleaned_data["id"]
        return found


class WrongScanForm(forms.Form):
    reason = line(
        "What is wrong with it?",
        "It stays, marked as wrong.",
        most=rules.REASON_LENGTH,
        needed="Say in a few words what is wrong.",
    )


class FindForm(WithScans):
    """The code on a paper: typed, read by a scanner that types, or read from a photograph, which is not kept."""

    code = forms.CharField(
        label="Code on the paper",
        help_text="Nine letters and figures, such as 7KQ2-M4DX-9. Capitals, spaces and hyphens don’t matter.",
        widget=forms.TextInput(attrs={"class": "input mono", "inputmode": "text", **private_attrs()}),
        max_length=60,
        required=False,
        error_messages={"max_length": "A code has nine letters and figures. Look at the paper once more."},
    )
    scans = files("Or a scan or photograph of it", "Only its code is read; nothing of it is kept.")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("code") and not told.get("scans"):
            self.add_error("code", "Type the code from the top of the paper: nine letters and figures.")
        return told

    def found(self) -> str:
        """The code, or "" with the reason beside its field. Only after is_valid() said yes."""
        if not self.read_scans():
            return ""
        typed: str = self.cleaned_data["code"]
        read = rules.codes_in(self.cleaned.codes if self.cleaned else ())
        problem = rules.code_problem(read, typed)
        code = typed or next(iter(read), "")
        if problem or not code:
            self.add_error("scans", problem or "No code can be read here. Photograph it from nearer, or type it.")
            return ""
        return code
