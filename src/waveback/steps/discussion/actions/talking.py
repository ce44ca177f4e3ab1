"""A talk-through is kept while it goes on, and ends in one acknowledgement."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from waveback.ground.acts import act
from waveback.ground.vault.rows import change
from waveback.people import queries as people
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.client_leads import actions as client_leads
from waveback.steps.discussion import queries, rules
from waveback.steps.discussion.actions.common import (
    ChangedMeanwhile,
    NothingAnswered,
    NotWhatWasShown,
    enter,
    next_turn,
    text_of,
)
from waveback.steps.discussion.actions.evidence import enter_copy
from waveback.steps.discussion.models import Acknowledgement, Talk
from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.boundaries.rules import Plan
    from waveback.steps.client_leads.models import Wishes
    from waveback.steps.discussion.models import Participant
    from waveback.steps.policy.models import Version


def begin(
    *,
    member: "Member",
    client: "Client",
    version: "Version",
    participant: "Participant | None" = None,
    language: str = rules.ENGLISH,
) -> Talk:
    """Begin a talk-through of `version`, or return the one that is paused. A draft: no line in the ledger.

    participant: with whom of a couple's or a group's file. language: one of the version's; another one is English.
    """
    now = timezone.now()
    spoken = language if language in policy.languages(version) else rules.ENGLISH
    try:
        with transaction.atomic():
            return Talk.objects.create(
                practice_id=member.practice_id,
                client_id=client.id,
                participant=participant,
                member_id=member.id,
                version_id=version.id,
                answers={} if spoken == rules.ENGLISH else {"language": spoken},
                begun_at=now,
                touched_at=now,
            )
    except IntegrityError:
        paused = queries.paused(member, client, participant)
        if paused is None:
            raise
        return paused


def go_over(*, talk: Talk, version: "Version") -> None:
    """Take a paused talk-through to another version, from its first part; what was chosen stays.

    Raises ChangedMeanwhile.
    """
    left = {"answer"} if talk.language in policy.languages(version) else {"answer", "language"}
    kept = {name: value for name, value in talk.answers.items() if name not in left}
    _change(talk, talk.revision, version_id=version.id, answers=kept, part=1)


def keep(*, talk: Talk, revision: int, part: int, fields: dict[str, Any]) -> None:
    """Keep one screen's fields and remember the part to go on with. Raises ChangedMeanwhile.

    revision: the one that the screen was shown with. A screen sent twice is kept once. An answer
    given before is taken back by a screen that changes what it answered.
    """
    changed = any(talk.answers.get(name) != value for name, value in fields.items())
    if talk.revision != revision and not changed:
        return
    answers = {**talk.answers, **fields}
    if changed:
        answers.pop("answer", None)
    _change(talk, revision, answers=answers, part=part)


def answer(
    *,
    member: "Member",
    talk: Talk,
    revision: int,
    read_back: str,
    shown: tuple[UUID, str],
    given: dict[str, Any],
) -> None:
    """Keep the client's answer until the therapist records it; the time is the server's.

    shown: id and text hash of the version on the screen. given: state, way, name, consents, `seen`,
    the id of the wishes that held when they were read back, `noticed`, whether the practice's notice
    stood above the answer, the browser's family (browser), the code at the end of the text
    that was opened (opened), and where there is one the drawing (strokes), who signs (signer) and a
    minor's own line (assent, assent_because, minor_name).
    Sent twice it is kept once.
    Raises NotWhatWasShown, ChangedMeanwhile.
    """
    if shown != text_of(member, talk) or not _held_as_shown(member, talk, given):
        raise NotWhatWasShown
    if given.get("opened") not in (None, "", rules.opening_code(talk.id, shown[1])):
        raise NotWhatWasShown
    notice = member.practice.notice
    if bool(given.get("noticed")) != bool(notice):
        raise NotWhatWasShown
    told = {**given, "notice": notice, "read_back": read_back}
    before = talk.answers.get("answer") or {}
    if talk.revision != revision and before | told == before:
        return
    stamped = told | {"given_at": timezone.now().isoformat()}
    _change(talk, revision, answers={**talk.answers, "answer": stamped})


def _held_as_shown(member: "Member", talk: Talk, given: Mapping[str, Any]) -> bool:
    """Whether the wishes that were read back are the ones that hold now: else other sentences would be kept."""
    if "seen" not in given:
        return True
    held = queries.wishes_held(member, talk.client)
    return bool(given["seen"] == (str(held.id) if held else ""))


def _change(talk: Talk, revision: int, **values: Any) -> None:
    now = timezone.now()
    if not change(
        talk,
        where={"revision": revision},
        revision=revision + 1,
        touched_at=now,
        **values,
    ):
        raise ChangedMeanwhile(Talk.objects.filter(pk=talk.pk).first())


def acknowledge(
    *,
    member: "Member",
    client: "Client",
    talk: Talk,
    shown: tuple[UUID, str],
    said_by: str,
    presence: str,
    factor: str,
    language: str,
    revision: int | None = None,
    checked: str = "",
    copy: str = "",
) -> Acknowledgement:
    """Record what the client answered, with the wishes chosen on the way, and end the talk-through.

    shown: the id and the text's hash of the version that was on the screen; language: that text's. factor: how the
    member had signed in. checked, copy: of rules.IDENTITY_CHECKS and
    rules.COPIES. revision: the one that was looked at before recording; None takes `talk` as it is.
    Sent twice, it lands once. Raises NotWhatWasShown, NothingAnswered, ChangedMeanwhile, and
    client_leads.SetMeanwhile when the wishes changed after they were read back.
    """
    if revision not in (None, talk.revision):
        raise ChangedMeanwhile(talk)
    signature = _signature(client, talk, said_by, presence)
    signature["identity"] = rules.identity(rules.IDENTITY, checked)
    signature["how"] = _how(member, talk, checked, copy)
    row = _row(member, client, talk, shown, signature)
    row.factor, row.language = factor, language
    try:
        with act():
            return _acknowledge(member, client, talk, row)
    except (IntegrityError, ChangedMeanwhile):
        landed = queries.acknowledgements(member, client).filter(pk=talk.id).first()
        if landed is None:
            raise ChangedMeanwhile(queries.paused(member, client, talk.participant)) from None
        return landed


def _signature(client: "Client", talk: Talk, said_by: str, presence: str) -> dict[str, Any]:
    answer = talk.answers.get("answer")
    if not answer:
        raise NothingAnswered
    spoken = answer["way"] == rules.SPOKEN
    signature = {
        "typed": "" if spoken else answer["name"],
        "printed_name": talk.participant.label if talk.participant else client.name,
        "identity": rules.IDENTITY,
        "meaning": rules.MEANINGS[answer["state"]],
        "consent": "" if spoken else rules.CONSENT,
        "said_by": said_by if spoken else "",
        "presence": presence if spoken else "",
    }
    return signature | ({"strokes": answer["strokes"]} if answer["way"] == rules.DRAWN else {})


def _how(member: "Member", talk: Talk, checked: str, copy: str) -> dict[str, Any]:
    """The circumstances, as far as they were noted (rules.evidence)."""
    answer = talk.answers["answer"]
    told = {"device": rules.OURS, "browser": answer.get("browser"), "time_zone": member.practice.time_zone}
    told |= {"checked": checked, "copy": copy}
    if answer["way"] in rules.ON_SCREEN:
        told |= {"intent": rules.INTENT, "paper_offered": True, "opened": answer.get("opened")}
    return {name: value for name, value in told.items() if value}


def _row(
    member: "Member",
    client: "Client",
    talk: Talk,
    shown: tuple[UUID, str],
    signature: dict[str, Any],
) -> Acknowledgement:
    version = policy.version(member.practice, talk.version_id)
    if shown != text_of(member, talk):
        raise NotWhatWasShown
    answer, now = talk.answers["answer"], timezone.now()
    return Acknowledgement(
        id=talk.id,
        practice_id=member.practice_id,
        client_id=client.id,
        participant_id=talk.participant_id,
        state=answer["state"],
        version_id=version.id,
        version_number=version.number,
        text=policy.text_in(version, talk.language),
        text_hash=shown[1],
        read_back=answer["read_back"],
        questions=talk.answers.get("questions", ""),
        teach_back=talk.answers.get("teach_back", ""),
        further=_further(member, client, talk),
        way=answer["way"],
        signer=answer.get("signer") or rules.SELF,
        signature=signature,
        given_at=min(datetime.fromisoformat(answer["given_at"]), now),
        recorded_at=now,
        recorded_by_id=member.id,
    )


def _further(member: "Member", client: "Client", talk: Talk) -> dict[str, Any] | None:
    """What else was said; nothing stands in it that was not."""
    answer = talk.answers["answer"]
    told: dict[str, Any] = {name: answer.get(name) for name in ("notice", "assent", "assent_because", "minor_name")}
    told |= {name: talk.answers.get(name) for name in ("agreed", "plan")}
    if talk.participant_id and rules.asked_about_wishes(talk.answers):
        # A file has one set of wishes; in a couple's or a group's, each person's own stand with their answer.
        told["choices"] = queries.wishes_so_far(member, client, talk).as_dict()
    return {name: value for name, value in told.items() if value} or None


def _acknowledge(member: "Member", client: "Client", talk: Talk, row: Acknowledgement) -> Acknowledgement:
    # Whoever deletes the draft is the one who records it: a second window finds nothing to record.
    if not Talk.objects.filter(pk=talk.id, revision=talk.revision).delete()[0]:
        raise ChangedMeanwhile(None)
    on = people.practice_time(member.practice, row.recorded_at).date()
    wishes = _set_wishes(member, client, talk, on)
    agreed = queries.plan_so_far(talk)
    if agreed and row.state == rules.ACCEPTED:  # else it stands with the answer, as what was talked about
        _agree(member, client, talk, agreed, on)
    row.turn = next_turn(member, client)
    row.wishes_id = wishes.id if wishes else None
    row.save(force_insert=True)
    enter(member, row)
    handed = row.signature["how"].get("copy")
    if handed in rules.HANDED:
        enter_copy(member, row, handed, on)
    return row


def _set_wishes(member: "Member", client: "Client", talk: Talk, on: date) -> "Wishes | None":
    """Step 3's own act, joined to this one. None when the client was asked nothing about wishes."""
    if talk.participant_id or not rules.asked_about_wishes(talk.answers):
        return None
    seen = talk.answers["answer"]["seen"]
    return client_leads.set_wishes(
        member=member,
        client=client,
        choices=queries.wishes_so_far(member, client, talk),
        on=on,
        source="talk_through",
        seen=UUID(seen) if seen else None,
    )


def _agree(member: "Member", client: "Client", talk: Talk, agreed: "Plan", on: date) -> None:
    """Step 5's own act, joined to this one."""
    if agreed.review and agreed.review < on:  # the talk-through was paused for longer than the plan foresaw
        agreed = replace(agreed, review=None)
    boundaries.agree_plan(
        member=member, client=client, plan=agreed, on=on, source="talk_through", id=uuid5(talk.id, "plan")
    )
