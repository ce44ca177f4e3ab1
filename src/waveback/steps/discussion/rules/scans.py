"""What a scan must agree with: the file it is put into, the answer beside it, and the version on the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from waveback.steps.discussion.rules.codes import BadCode, read

TWO_CODES = "These pages carry the codes of two different papers. Add each paper by itself."
NOT_THE_CODE = (
    "The code that you typed is not the one on the page. Look at the paper once more, or leave the code empty."
)
NO_SUCH_CODE = (
    "The code on this paper belongs to no packet of this practice, so nothing was kept. Check that it is the right one."
)
ANOTHER_FILE = "This packet belongs to another file, so nothing was kept. Check whose paper it is."
ANOTHER_PERSON = "This packet was made for another person in this file, so nothing was kept. Check whose paper it is."


@dataclass(frozen=True)
class OnPaper:
    """A packet, as far as a scan of it is checked. client: None on a blank one."""

    client: UUID | None
    person: UUID | None
    version: UUID
    number: int


def codes_in(texts: Iterable[str]) -> list[str]:
    """The packets' codes among everything that was read on the pages, each once, in order."""
    found = dict[str, None]()
    for text in texts:
        try:
            found[read(text)] = None
        except BadCode:
            continue  # some other code: a website's, a poster's
    return list(found)


def code_problem(codes: list[str], typed: str) -> str | None:
    """The sentence for codes that do not lead to one paper, or None. typed: as `read` gives it, or empty."""
    if len(codes) > 1:
        return TWO_CODES
    if typed and codes and codes[0] != typed:
        return NOT_THE_CODE
    return None


def packet_problem(paper: OnPaper, client: UUID, person: UUID | None, version: UUID | None) -> str | None:
    """The sentence for a paper that does not belong here, or None. version: the one that was answered."""
    if paper.client is not None and paper.client != client:
        return ANOTHER_FILE
    if paper.person is not None and paper.person != person:
        return ANOTHER_PERSON
    if version is not None and paper.version != version:
        return f"By its code this paper is of version {paper.number}. Choose that version, or check the paper."
    return None
