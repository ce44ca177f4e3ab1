"""Choosing a file, and deciding on its preview what its columns are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from waveback.exchange import mapping
from waveback.exchange.csv import MOST_BYTES
from waveback.exchange.kept import Kept
from waveback.exchange.rules import Choices, Remark
from waveback.ground.web.forms import private_attrs

MOST_CORRECTED = 50
_LONGEST_CELL = 500


class UploadForm(forms.Form):
    file = forms.FileField(
        label="The list, as a CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": "Choose the file first.",
            "empty": "This file is empty. Export the list again and choose the new file.",
            "missing": "Choose the file first.",
            "invalid": "Choose the file again.",
        },
    )

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        # One byte more than is taken, so that the reader can tell that the file is too large.
        content: bytes = file.read(MOST_BYTES + 1)
        return content


@dataclass(frozen=True)
class Column:
    """One column on the preview: its title, its first cells, and the field that asks what it is."""

    title: str
    sample: list[str]
    field: forms.BoundField


@dataclass(frozen=True)
class Correction:
    """A row to correct: where it stands, what to do, and a field for each cell that is brought in."""

    line: int
    text: str
    cells: list[forms.BoundField]


class PreviewForm(forms.Form):
    """What each column is, how its dates are written, whether ended clients come too, and corrected cells."""

    order = forms.ChoiceField(
        label="How are the birth dates written?",
        required=False,
        choices=[("day", "Day first: 07/08/1979 is in August"), ("month", "Month first: 07/08/1979 is in July")],
        widget=forms.RadioSelect,
    )
    ended_too = forms.BooleanField(label="Bring those in too whose work has ended", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kept: Kept, revision: int, bad: list[Remark]) -> None:
        start = {"order": kept.choices.order, "ended_too": kept.choices.ended_too, "revision": revision}
        super().__init__(data, initial=start)
        self._kept, self._bad = kept, bad[:MOST_CORRECTED]
        field_of = {index: field for field, index in kept.choices.columns.items()}
        for index, title in enumerate(kept.table.titles):
            self.fields[_column(index)] = forms.ChoiceField(
                label=title or "Without a title",
                choices=[("", "Leave out"), *mapping.FIELDS.items()],
                required=False,
                initial=field_of.get(index, ""),
            )
            self.fields[_column(index)].widget.attrs["class"] = "input"
        for line, index, cell in self._cells_to_correct():
            self.fields[_cell(line, index)] = _correctable(mapping.FIELDS[field_of[index]], cell)

    def columns(self) -> list[Column]:
        rows = [row for row in self._kept.table.rows if row.broken is None][:3]
        return [
            Column(title, [row.cells[index] for row in rows if row.cells[index].strip()], self[_column(index)])
            for index, title in enumerate(self._kept.table.titles)
        ]

    def corrections(self) -> list[Correction]:
        by_line: dict[int, list[forms.BoundField]] = {}
        for line, index, _ in self._cells_to_correct():
            by_line.setdefault(line, []).append(self[_cell(line, index)])
        return [Correction(remark.line, remark.text, by_line.get(remark.line, [])) for remark in self._bad]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        chosen: dict[str, int] = {}
        for index in range(len(self._kept.table.titles)):
            field = told.get(_column(index))
            if field in chosen:
                self.add_error(_column(index), f"“{mapping.FIELDS[field]}” is chosen twice. Choose it for one column.")
            elif field:
                chosen[field] = index
        told["columns"] = chosen
        return told

    def revised(self) -> Kept:
        """The kept list with what was chosen and corrected here."""
        told = self.cleaned_data
        cells = {
            (line, index): told[_cell(line, index)]
            for line, index, cell in self._cells_to_correct()
            if told[_cell(line, index)] != cell.strip()
        }
        choices = Choices(told["columns"], told["order"] or None, told["ended_too"])
        return replace(self._kept.corrected(cells), choices=choices)

    def _cells_to_correct(self) -> Iterator[tuple[int, int, str]]:
        rows = {row.line: row for row in self._kept.table.rows}
        for remark in self._bad:
            if rows[remark.line].broken is None:
                for index in self._columns_in_order():
                    yield remark.line, index, rows[remark.line].cells[index]

    def _columns_in_order(self) -> list[int]:
        """The chosen columns as the page asks for them: names first."""
        columns = self._kept.choices.columns
        return [columns[field] for field in mapping.FIELDS if field in columns]


def _correctable(label: str, cell: str) -> forms.CharField:
    # A cell may be longer than what may stay in it: the sentence about that comes from the rules, not from the browser.
    attrs = private_attrs() | {"class": "input"}
    most = max(_LONGEST_CELL, len(cell))
    return forms.CharField(
        label=label, required=False, initial=cell, max_length=most, widget=forms.TextInput(attrs=attrs)
    )


def _column(index: int) -> str:
    return f"column-{index}"


def _cell(line: int, index: int) -> str:
    return f"cell-{line}-{index}"
