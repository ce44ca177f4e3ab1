"""Two wordings: plain, and discreet for screens that others may see. A request gets one of them, never both.

Whole sentences are swapped, not words: a room's `locale/en` holds each plain sentence with the
gettext context "discreet". `tools/words.py --check` fails when one has no discreet wording.
"""

from django.http import HttpRequest
from django.utils.translation import npgettext, pgettext

SESSION_KEY = "discreet"
PLAIN, DISCREET = "plain", "discreet"


def is_discreet(request: HttpRequest | None) -> bool:
    """What was chosen in this session; without a choice, a phone is discreet and a desk is plain."""
    if request is None:
        return False
    known: bool | None = getattr(request, "_discreet", None)
    if known is None:
        session = getattr(request, "session", None)
        chosen = session.get(SESSION_KEY) if session is not None else None
        known = bool(chosen) if chosen is not None else is_phone(request)
        request._discreet = known  # type: ignore[attr-defined]  # asked many times a page
    return known


def choose(request: HttpRequest, discreet: bool) -> None:
    request.session[SESSION_KEY] = discreet
    request._discreet = discreet  # type: ignore[attr-defined]


def speak_plainly(request: HttpRequest) -> None:
    """Word this one answer plainly, whatever the session chose: paper never carries the discreet words."""
    request._discreet = False  # type: ignore[attr-defined]


def speak_discreetly(request: HttpRequest) -> None:
    """Word this one answer discreetly, whatever the session chose: a page that is the same for everybody."""
    request._discreet = True  # type: ignore[attr-defined]


def is_phone(request: HttpRequest) -> bool:
    """Browsers that send the client hint are believed; others say "Mobile" in their user agent."""
    hint = request.headers.get("Sec-CH-UA-Mobile")
    return hint == "?1" if hint else "Mobile" in request.headers.get("User-Agent", "")


def say(request: HttpRequest | None, sentence: str, **values: object) -> str:
    """The sentence in the wording of this request; `%(name)s` in it is filled from `values`."""
    return said_in(sentence, is_discreet(request), **values)


def say_many(request: HttpRequest | None, one: str, many: str, count: int, **values: object) -> str:
    """`one` or `many` by `count`, which fills `%(count)s`."""
    context = DISCREET if is_discreet(request) else PLAIN
    return npgettext(context, one, many, count) % {"count": count, **values}


def said_in(sentence: str, discreet: bool, **values: object) -> str:
    wording = pgettext(DISCREET if discreet else PLAIN, sentence)
    return wording % values if values else wording
