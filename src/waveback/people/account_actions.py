"""Writes about one's own sign-in."""

from django.contrib.sessions.models import Session

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people.models import Member


def change_password(*, member: Member, password: str) -> None:
    """Other sessions end by themselves: they were signed in with the old password."""
    with act():
        member.user.set_password(password)
        member.user.save(update_fields=["password"])
        ledger.record(practice=member.practice_id, what="people.password.changed", by=member.pk, about=member.pk)


def end_other_sessions(*, member: Member, keep: str | None) -> int:
    """Sign out everywhere else; `keep` is this session's key. Answers how many sessions ended."""
    mine = str(member.user_id)
    others = [
        session
        for session in Session.objects.exclude(session_key=keep or "").iterator()
        if session.get_decoded().get("_auth_user_id") == mine
    ]
    with act():
        for session in others:
            session.delete()
        ledger.record(
            practice=member.practice_id,
            what="people.sessions.ended",
            by=member.pk,
            about=member.pk,
            facts={"sessions": len(others)},
        )
    return len(others)
