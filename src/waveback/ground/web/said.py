"""What is said after an act: `?said=<code>` in the address, the sentence here. Nothing is stored for it."""

from collections.abc import Mapping

from django.http import HttpRequest

from waveback.ground.web.words import say

_sentences: dict[str, str] = {}


class CodeTaken(ValueError):
    """Two rooms register the same code with different sentences."""


def register(sentences: Mapping[str, str]) -> None:
    """Make sentences known by their codes, such as "document.signed". Raises CodeTaken."""
    for code, sentence in sentences.items():
        if _sentences.setdefault(code, sentence) != sentence:
            raise CodeTaken(code)


def said(request: HttpRequest | None) -> str:
    """The sentence for this page in its wording; an unknown code says nothing."""
    sentence = _sentences.get(request.GET.get("said", ""), "") if request is not None else ""
    return say(request, sentence) if sentence else ""


def sentences() -> dict[str, str]:
    """Every sentence by its code: for tests."""
    return dict(_sentences)
