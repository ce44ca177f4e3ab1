"""Who asks, and whether they may see anything now: the member, the idle lock, the end of a long session."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from waveback.people import access, drafts, queries

if TYPE_CHECKING:
    from waveback.people.models import Member

Answer = Callable[[HttpRequest], HttpResponse]

LOCK_AFTER: Final = 15 * 60  # seconds without a request
ENDS_AFTER: Final = 12 * 60 * 60  # seconds after signing in (800-63B-4 allows 24 hours)
TOUCHED_EVERY: Final = 60  # seconds: the session row is not written more often for this
BEGAN, SEEN, LOCKED = "began", "seen", "locked"

# A locked session may leave, unlock, sign in anew, and write; it reads nothing.
OPEN_WHILE_LOCKED: Final = {"lock", "account_logout", "account_login", "keep_draft"}
# A page that asks for itself every second shows that nobody is away as little as a clock on the wall.
ASKS_BY_ITSELF: Final = {"people:job"}


def begin(session: Any) -> None:
    """Start the clocks of a session in which somebody has just signed in or unlocked."""
    now = int(time.time())
    session.setdefault(BEGAN, now)
    session[SEEN] = now
    session.pop(LOCKED, None)


def lock(session: Any) -> None:
    session[LOCKED] = True


class MemberMiddleware:
    """Sets `request.member`: the member who may see things now, or None. Also `request.locked_member`.

    Somebody who left, or is suspended, is signed out here, at the next request (O04).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = request.locked_member = None  # type: ignore[attr-defined]
        request.lock_after = LOCK_AFTER  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._admit(request)
        return self.get_response(request)

    def _admit(self, request: HttpRequest) -> None:
        member = queries.member_of(request.user)  # type: ignore[arg-type]
        if member is None:
            logout(request)
            return
        if SEEN not in request.session:
            begin(request.session)
        which = "locked_member" if is_locked(request.session) else "member"
        setattr(request, which, member)


class IdleLockMiddleware:
    """Locks a session that was idle for a quarter of an hour, ends one that is half a day old.

    It looks when the view is known, after the CSRF check, so that a form from elsewhere cannot leave
    a draft here. What arrives too late is kept for its own address, and said so.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        member = request.member or request.locked_member  # type: ignore[attr-defined]
        if member is None:
            return None
        if answers_by_itself(view):
            if has_ended(request.session):
                logout(request)
                request.member = request.locked_member = None  # type: ignore[attr-defined]
            return None
        if has_ended(request.session):
            return _end(request, member)
        match = request.resolver_match
        if request.locked_member is not None:  # type: ignore[attr-defined]
            if match is not None and match.url_name in OPEN_WHILE_LOCKED and not match.namespace:
                return None
            return access.detour(request, reverse("lock"), **_kept(request, member))
        if match is None or match.view_name not in ASKS_BY_ITSELF:
            touch(request.session)
        return None


def answers_by_itself(view: Any) -> bool:
    """Whether a view tells a locked or ended session so itself, instead of leading to a page. It never counts as
    somebody being there, unless it says so with `touch()`."""
    return bool(getattr(view, "answers_by_itself", False))


def is_locked(session: Any) -> bool:
    return bool(session.get(LOCKED)) or time.time() - session.get(SEEN, 0) >= LOCK_AFTER


def has_ended(session: Any) -> bool:
    return time.time() - session.get(BEGAN, 0) >= ENDS_AFTER


def touch(session: Any) -> None:
    """Somebody is there: the lock's clock starts anew."""
    now = int(time.time())
    if now - session.get(SEEN, 0) >= TOUCHED_EVERY:
        session[SEEN] = now


def _end(request: HttpRequest, member: "Member") -> HttpResponse:
    told = _kept(request, member)
    answer = access.detour(request, reverse("account_login"), said="people.session-ended", **told)
    logout(request)
    return answer


def _kept(request: HttpRequest, member: "Member") -> dict[str, str]:
    """Keep what a late POST brings; the answer is what to add to the address, so that the page can say it."""
    if request.method != "POST" or not request.POST:
        return {}
    try:
        drafts.keep(member=member, path=request.path, data=dict(request.POST.lists()))
    except drafts.DraftTooLarge:
        return {"kept": "no"}
    return {"kept": "yes"}
