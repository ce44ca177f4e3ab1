"""The whole packet as HTML and as plain text, to paste into a record system's form builder."""

from collections.abc import Iterator
from html import escape

from waveback.steps.discussion import rules

LINE = "_" * 60
SHORT_LINE = "_" * 24
BOX, TEXT_BOX = "☐", "[ ]"


def as_html(form: rules.Form) -> str:
    """Headings, paragraphs, lists and tables alone, every sign that means something in HTML escaped."""
    return f'<div lang="{form.own}">\n' + "\n".join(_html(form)) + "\n</div>\n"


def _html(form: rules.Form) -> Iterator[str]:
    spoken = f' lang="{escape(form.language)}" dir="{form.direction}"' if form.is_mixed else ""
    yield f"<h2{spoken}>{escape(form.title, quote=False)}</h2>"
    yield _tag("p", f"{form.practice}. {form.version}.")
    if form.whose:
        yield _tag("p", form.whose)
    yield from (_tag("p", line) for line in form.opening)
    for heading, says in form.notices:
        yield _tag("h3", heading)
        yield _tag("p", says)
    yield _tag("h3", form.to_read)
    yield f"<div{spoken}>" if spoken else ""
    yield _tag("p", form.beginning)
    for passage in form.passages:
        yield _tag("h4", passage.heading) if passage.heading else ""
        yield from (_tag("p", line) for line in passage.paragraphs)
    yield "</div>" if spoken else ""
    yield _tag("h3", form.to_fill)
    yield from (_tag("p", line) for line in form.to_fill_says)
    for chapter in form.chapters:
        yield _tag("h4", chapter.heading)
        for ask in chapter.asks:
            yield from _html_grid(ask) if isinstance(ask, rules.Grid) else _html_ask(ask)
    yield _tag("h3", form.to_answer)
    yield from (_tag("p", line) for line in (*form.to_answer_says, form.apart) if line)
    yield _tag("p", form.answer_asks)
    yield _list(f"{answer.label}. {answer.meaning}" for answer in form.answers)
    if form.assent:
        yield from _html_ask(form.assent)
    yield _table(
        ("", *form.columns), [(row.who, row.name or SHORT_LINE, SHORT_LINE, SHORT_LINE) for row in form.signatures]
    )
    yield from (_tag("p", line) for line in form.closing)


def _html_ask(ask: rules.Ask) -> Iterator[str]:
    yield f"<p><strong>{escape(ask.asks, quote=False)}</strong></p>"
    if ask.hint:
        yield _tag("p", ask.hint)
    if ask.options:
        yield _list(ask.options)
    yield from (_tag("p", LINE) for _ in range(ask.lines))


def _html_grid(grid: rules.Grid) -> Iterator[str]:
    yield f"<p><strong>{escape(grid.asks, quote=False)}</strong></p>"
    yield _tag("p", grid.hint)
    yield _table((grid.corner, *grid.columns), [(row, *(BOX for _ in grid.columns)) for row in grid.rows])


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    top = "".join(f'<th scope="col">{escape(cell, quote=False)}</th>' for cell in head)
    lines = [
        f'<tr><th scope="row">{escape(first, quote=False)}</th>' + "".join(_tag("td", cell) for cell in rest) + "</tr>"
        for first, *rest in rows
    ]
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>"


def _list(options: "Iterator[str] | tuple[str, ...]") -> str:
    return "<ul>\n" + "\n".join(f"<li>{BOX} {escape(option, quote=False)}</li>" for option in options) + "\n</ul>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def as_text(form: rules.Form) -> str:
    """The same in plain text; ends with a line feed."""
    return "\n\n".join(block for block in _text(form) if block) + "\n"


def _text(form: rules.Form) -> Iterator[str]:
    yield "\n".join(line for line in (form.title, f"{form.practice}. {form.version}.", form.whose) if line)
    yield from form.opening
    yield from (f"{heading}\n{says}" for heading, says in form.notices)
    yield _headed(form.to_read)
    yield form.beginning
    for passage in form.passages:
        yield "\n".join(line for line in (passage.heading, *passage.paragraphs) if line)
    yield _headed(form.to_fill)
    yield from form.to_fill_says
    for chapter in form.chapters:
        yield chapter.heading.upper()
        for ask in chapter.asks:
            yield _text_grid(ask) if isinstance(ask, rules.Grid) else _text_ask(ask)
    yield _headed(form.to_answer)
    yield from (*form.to_answer_says, form.apart)
    yield "\n".join([form.answer_asks, *(f"{TEXT_BOX} {one.label}. {one.meaning}" for one in form.answers)])
    if form.assent:
        yield _text_ask(form.assent)
    for row in form.signatures:
        name, signature, date = form.columns
        yield f"{row.who}\n{name}: {row.name or LINE}\n{signature}: {LINE}\n{date}: {SHORT_LINE}"
    yield from form.closing


def _headed(heading: str) -> str:
    return f"{heading}\n{'=' * len(heading)}"


def _text_ask(ask: rules.Ask) -> str:
    lines = [ask.asks, ask.hint, *(f"{TEXT_BOX} {option}" for option in ask.options), *([LINE] * ask.lines)]
    return "\n".join(line for line in lines if line)


def _text_grid(grid: rules.Grid) -> str:
    blocks = [f"{row}:\n" + "\n".join(f"{TEXT_BOX} {column}" for column in grid.columns) for row in grid.rows]
    return "\n\n".join([f"{grid.asks}\n{grid.hint}", *blocks])
