"""The packet as a Word file, to paste into one's own forms: real headings, tables and lists, boxes as ☐.

python-docx writes every text as text: whatever markup it holds is printed as it was typed.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from waveback.steps.discussion import rules

BOX = "☐"
_MM = 36_000  # English metric units
_SIZES = {rules.A4: (210, 297), rules.LETTER: (216, 279)}
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl",
    "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_INK, _QUIET = "1C1B1A", "55524E"


def as_docx(form: rules.Form, *, paper: str, code: str = "", at: datetime) -> bytes:
    """code: as printed; empty for one to paste into one's own forms, which belongs to nobody."""
    from docx import Document

    document = Document()
    _set_up(document, form, paper, at)
    _top(document, form, code)
    _read(document, form)
    _fill(document, form)
    _answer(document, form, code)
    _foot(document, form, code)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_up(document: Any, form: rules.Form, paper: str, at: datetime) -> None:
    from docx.shared import Pt, RGBColor

    told = document.core_properties
    told.title, told.author, told.comments, told.language = form.title, form.practice, "", form.own
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None)
    section = document.sections[0]
    width, height = _SIZES[paper]
    section.page_width, section.page_height = width * _MM, height * _MM
    section.left_margin = section.right_margin = 22 * _MM
    section.top_margin = section.bottom_margin = 20 * _MM
    for name, size, before, after in (
        ("Normal", 11, 0, 6),
        ("Title", 22, 0, 4),
        ("Heading 1", 16, 18, 6),
        ("Heading 2", 12.5, 12, 3),
        ("Heading 3", 11, 10, 2),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = RGBColor.from_string(_INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.widow_control = True
        _speaks(style, form)
    _plain_title(document.styles["Title"])


def _speaks(style: Any, form: rules.Form) -> None:
    """The language of our own words, so that they are read aloud and checked in it; and the font for every script."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), "Calibri")
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(kind), None)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_tongue(form.own))


def _tongue(language: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    speaks = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia", "w:bidi"):
        speaks.set(qn(kind), language)
    return speaks


def _in_its_language(paragraph: Any, form: rules.Form) -> None:
    """The version's own text, where our words around it are in another language: its tag, and its direction."""
    if not form.is_mixed:
        return
    from docx.oxml import OxmlElement

    turned = form.direction == "rtl"
    if turned:
        # Among a paragraph's properties the order is fixed by the format: python-docx knows it for those it writes.
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        if turned:
            properties.append(OxmlElement("w:rtl"))
        properties.append(_tongue(form.language))


def _plain_title(style: Any) -> None:
    """Without the blue line that Word's own template draws under a title."""
    from docx.oxml.ns import qn

    lines = style.element.pPr.find(qn("w:pBdr"))
    if lines is not None:
        style.element.pPr.remove(lines)


def _top(document: Any, form: rules.Form, code: str) -> None:
    title = _styled(document.add_paragraph(form.title), "Title")
    _in_its_language(title, form)
    _quiet(document.add_paragraph(), ". ".join(one for one in (form.practice, form.version) if one) + ".")
    if form.whose:
        document.add_paragraph().add_run(form.whose).bold = True
    if code:
        _code(document, form, code)
    for line in form.opening:
        document.add_paragraph(line)
    for heading, says in form.notices:
        _heading(document, heading, 2)
        document.add_paragraph(says)


def _code(document: Any, form: rules.Form, code: str) -> None:
    """The code as text and as a picture that a scanner finds, with what it says as its description."""
    import segno
    from docx.oxml.ns import qn

    drawn = BytesIO()
    segno.make(code, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    drawn.seek(0)
    paragraph = document.add_paragraph()
    picture = paragraph.add_run().add_picture(drawn, width=20 * _MM)
    described = picture._inline.find(qn("wp:docPr"))
    described.set("descr", f"{form.code_says}: {code}")
    paragraph.add_run(f"  {form.code_says}: ")
    paragraph.add_run(code).bold = True


def _read(document: Any, form: rules.Form) -> None:
    _heading(document, form.to_read, 1)
    _in_its_language(document.add_paragraph(form.beginning), form)
    for passage in form.passages:
        if passage.heading:
            _in_its_language(_heading(document, passage.heading, 2), form)
        for line in passage.paragraphs:
            _in_its_language(document.add_paragraph(line), form)


def _fill(document: Any, form: rules.Form) -> None:
    _heading(document, form.to_fill, 1)
    for line in form.to_fill_says:
        document.add_paragraph(line)
    for chapter in form.chapters:
        _heading(document, chapter.heading, 2)
        for ask in chapter.asks:
            if isinstance(ask, rules.Grid):
                _grid(document, ask)
            else:
                _ask(document, ask)


def _ask(document: Any, ask: rules.Ask) -> None:
    _heading(document, ask.asks, 3)
    if ask.hint:
        _quiet(_kept_with_next(document.add_paragraph()), ask.hint)
    if ask.short:
        _side_by_side(document, ask.options)
    else:
        for place, option in enumerate(ask.options, start=1):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = place < len(ask.options)
            _box(paragraph, option)
    for place in range(1, ask.lines + 1):
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = place < ask.lines
        _ruled(line)


def _heading(document: Any, text: str, level: int) -> Any:
    return _styled(document.add_paragraph(text), f"Heading{level}")


def _styled(paragraph: Any, style_id: str) -> Any:
    """By the style's id: looking it up by its name anew for each paragraph takes as long as all the rest."""
    paragraph._p.style = style_id
    return paragraph


def _side_by_side(document: Any, options: tuple[str, ...]) -> None:
    rows = -(-len(options) // 2)
    table = document.add_table(rows=rows, cols=2)
    cells = [row.cells for row in table.rows]
    for place, option in enumerate(options):
        _box(cells[place % rows][place // rows].paragraphs[0], option)


def _box(paragraph: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = 6 * _MM, -6 * _MM
    paragraph.paragraph_format.tab_stops.add_tab_stop(6 * _MM)
    paragraph.add_run(f"{BOX}\t{text}")


def _grid(document: Any, grid: rules.Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _heading(document, grid.asks, 3)
    _quiet(_kept_with_next(document.add_paragraph()), grid.hint)
    table = document.add_table(rows=1, cols=1 + len(grid.columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, (grid.corner, *grid.columns), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _is_head(table.rows[0])
    for row in grid.rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(row)
        for cell in cells[1:]:
            cell.paragraphs[0].add_run(BOX)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()


def _answer(document: Any, form: rules.Form, code: str) -> None:
    heading = _heading(document, form.to_answer, 1)
    heading.paragraph_format.page_break_before = bool(code or form.apart)
    if code:
        _quiet(document.add_paragraph(), f"{form.code_says}: {code}. {form.version}.")
    for line in (*form.to_answer_says, form.apart):
        if line:
            document.add_paragraph(line)
    _heading(document, form.answer_asks, 2)
    for answer in form.answers:
        paragraph = document.add_paragraph()
        _box(paragraph, "")
        paragraph.add_run(f"{answer.label}. ").bold = True
        paragraph.add_run(answer.meaning)
    if form.assent:
        _ask(document, form.assent)
    _signatures(document, form)
    for line in form.closing:
        _quiet(document.add_paragraph(), line)


def _signatures(document: Any, form: rules.Form) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("", *form.columns), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _is_head(table.rows[0])
    table.autofit = False
    for column, width in zip(table.columns, (36, 48, 56, 26), strict=True):
        column.width = width * _MM
    for row in form.signatures:
        added = table.add_row()
        added.height = 14 * _MM
        added.cells[0].paragraphs[0].add_run(row.who)
        added.cells[1].paragraphs[0].add_run(row.name)
    for line in table.rows:
        for cell, width in zip(line.cells, (36, 48, 56, 26), strict=True):
            cell.width = width * _MM
    document.add_paragraph()


def _is_head(row: Any) -> None:
    """Said again on each page, and read aloud as what stands over the columns."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _foot(document: Any, form: rules.Form, code: str) -> None:
    before, _, rest = form.printed.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph = document.sections[0].footer.paragraphs[0]
    _quiet(paragraph, " · ".join(one for one in (form.version, code) if one) + "\t\t" + before)
    _counted(paragraph, "PAGE")
    _quiet(paragraph, between)
    _counted(paragraph, "NUMPAGES")
    _quiet(paragraph, after)


def _counted(paragraph: Any, what: str) -> None:
    """A number that the word processor counts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    paragraph._p.append(field)
    field.append(_quiet(paragraph, "1").runs[-1]._r)  # as large as the words beside it


def _quiet(paragraph: Any, text: str) -> Any:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9.5), RGBColor.from_string(_QUIET)
    return paragraph


def _kept_with_next(paragraph: Any) -> Any:
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _ruled(paragraph: Any) -> None:
    """An empty line to write on."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(14), Pt(0)
    lines = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A857F")):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    paragraph._p.get_or_add_pPr().append(lines)
