"""The packet as a PDF, by the room's own template."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from waveback.steps.boundaries import rules as boundaries
from waveback.steps.discussion import rules

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "print" / "packet.typ"


class NotPrinted(Exception):
    """The paper could not be made this time."""


def as_pdf(form: rules.Form, *, paper: str, code: str, at: datetime) -> bytes:
    """Raises NotPrinted."""
    from waveback.ground import print as press

    try:
        made = press.pdf(
            TEMPLATE,
            told(form, code),
            title=form.title,
            language=form.own,
            paper=rules.paper_of(paper, ""),
            at=at,
        )
    except (press.PrintFailed, press.TookTooLong) as failed:
        raise NotPrinted from failed
    return made.content


def card_as_pdf(panels: Sequence[Mapping[str, Any]], *, paper: str, at: datetime) -> bytes:
    """The client's own card for the wallet. Raises NotPrinted."""
    from waveback.ground import print as press

    told = boundaries.wallet(panels, rules.HOW_TO_FOLD)
    size = rules.paper_of(paper, "")
    try:
        return press.pdf(boundaries.WALLET, told, title=boundaries.WALLET_TITLE, paper=size, at=at).content
    except (press.PrintFailed, press.TookTooLong) as failed:
        raise NotPrinted from failed


def told(form: rules.Form, code: str) -> dict[str, Any]:
    """What the template is given: texts and nothing but texts."""
    from waveback.ground import print as press

    whole = asdict(form)
    whole["chapters"] = [
        {
            "heading": chapter.heading,
            "asks": [{**asdict(ask), "kind": "grid" if isinstance(ask, rules.Grid) else "ask"} for ask in chapter.asks],
        }
        for chapter in form.chapters
    ]
    return whole | {
        "text_in": press.spoken(form.language),
        "code": code,
        "qr": press.qr(code) if code else "",
        "foot": {
            "what": " · ".join(one for one in (form.version, code) if one),
            "printed": "",
            "checkpoint": None,
            "pages": True,
        },
    }
