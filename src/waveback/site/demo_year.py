"""The year that `waveback demo` invents, as happenings in time, each told to the rooms by their real actions."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from waveback.people import actions as people
from waveback.people.access import Reauthentication
from waveback.site import demo_story as story
from waveback.site.demo_beside import Beside
from waveback.site.demo_follows import Follows
from waveback.site.demo_phone import Phones
from waveback.site.demo_practises import Practises
from waveback.steps.client_leads import queries as wishes
from waveback.steps.discussion import actions as discussion
from waveback.steps.discussion import queries as talks
from waveback.steps.discussion.rules import opening_code
from waveback.steps.document import actions as document
from waveback.steps.document import queries as run_ins
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies
from waveback.steps.revisit import actions as revisit

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Participant

SEED = 20261123
ZONE = "America/Chicago"
DAYS = 350

Happening = tuple[datetime, Callable[[], None]]


class Year:
    """The story around one moment, which is its present. Whatever would lie after that hasn't happened."""

    def __init__(self, ruth: "Member", now: datetime) -> None:
        self.ruth, self.now = ruth, now
        self._chance = Random(SEED)  # noqa: S311 - it invents dates, not secrets
        self.clients: dict[int, Client] = {}
        self.noted: dict[int, UUID] = {}
        self.zone = ZoneInfo(ZONE)

    def happenings(self) -> Iterator[Happening]:
        yield self.days_ago(DAYS, 9), partial(self._publish, 1)
        yield self.days_ago(60, 9), partial(self._publish, 2)
        yield from self._files()
        yield from self._talks()
        yield from self._run_ins()
        yield from self._unfinished()
        yield from Beside(self).happenings()
        yield from Follows(self).happenings()
        yield from Phones(self).happenings()
        yield from Practises(self).happenings()
        yield from self._diary()

    # Files

    def _files(self) -> Iterator[Happening]:
        for number in range(len(story.PEOPLE)):
            opened = self._opened_days_ago(number)
            yield self.days_ago(opened, 10), partial(self._open, number)
            if number in story.ENDED:
                yield self.days_ago(20 + number, 17), partial(self._end, number)

    def _opened_days_ago(self, number: int) -> int:
        """Most came at the beginning; the last dozen one by one since."""
        return DAYS if number < 28 else DAYS - (number - 27) * 25

    def _open(self, number: int) -> None:
        name, used = story.PEOPLE[number]
        details = people.ClientDetails(
            legal_name=name,
            name_used=used,
            outside_id=str(1000 + 7 * number),
            kind="couple" if number == story.COUPLE else "individual",
            minor=number in story.MINORS,
            guardian=story.MINORS.get(number, ""),
        )
        self.clients[number] = people.open_client(member=self.ruth, details=details, at=timezone.now())

    def _end(self, number: int) -> None:
        people.end_client(member=self.ruth, client=self.clients[number], at=timezone.now())

    # Talk-throughs

    def _talks(self) -> Iterator[Happening]:
        """Most talked version 1 through, some of them version 2 as well; newer clients version 2; a few nothing yet."""
        for number in set(range(34)) - {story.COUPLE}:
            days = self._opened_days_ago(number) - 7 - 3 * (number % 9)
            if days > 1:
                yield self.days_ago(days, 11), partial(self.talk, number, _answered(number))
        for number in (0, 2, *range(4, 12)):
            yield self.days_ago(50 - 3 * number, 11), partial(self.talk, number, "accepted")

    def talk(self, number: int, state: str, partner: "Participant | None" = None, way: str = "") -> None:
        """Talk it through with a client, or with one of a couple, and record the answer."""
        ruth, client = self.ruth, self.clients[number]
        version = policies.published(ruth.practice)
        if version is None:
            return
        talk = discussion.begin(member=ruth, client=client, version=version, participant=partner)
        discussion.keep(talk=talk, revision=talk.revision, part=len(talks.parts(ruth, talk)), fields=_said(number))
        shown = (version.id, version.text_hash)
        read = {"opened": opening_code(talk.pk, version.text_hash), "browser": "Firefox"}
        given = self._answer(number, state, partner, way) | read
        read_back = talks.read_back_text(ruth, client, talk)
        discussion.answer(member=ruth, talk=talk, revision=talk.revision, read_back=read_back, shown=shown, given=given)
        discussion.acknowledge(
            member=ruth, client=client, talk=talk, shown=shown, said_by=partner.label if partner else client.name,
            presence=ruth.printed_name, factor="password", language="en", checked="known", copy="paper",
        )  # fmt: skip

    def _answer(self, number: int, state: str, partner: "Participant | None", way: str) -> dict[str, Any]:
        client = self.clients[number]
        held = wishes.wishes(self.ruth, client)
        way = way or ("typed" if state != "deferred" and number % 3 != 2 else "spoken")
        on_screen = way != "spoken"
        name = partner.label if partner else client.name
        drawing = {"strokes": story.DRAWN} if way == "drawn" else {}
        return {
            "state": state,
            "way": way,
            "name": name if on_screen else "",
            "consents": on_screen,
            "seen": str(held.id) if held else "",
            **drawing,
        }

    # Run-ins

    def _run_ins(self) -> Iterator[Happening]:
        """Forty-two in the year, more in summer, each signed; with what followed."""
        for number in range(42):
            happened = self.days_ago(332 - 8 * number + self._chance.randrange(4), 8 + self._chance.randrange(11), 20)
            who = _RUNNERS[number % len(_RUNNERS)]
            late = number % 11 == 5
            written = happened + (timedelta(days=3) if late else timedelta(minutes=12))
            signed = written + timedelta(hours=5 if number % 6 else 50)
            if signed > self.now:
                continue
            yield written, partial(self._capture, number, who, happened)
            yield signed, partial(self._sign, number, late)
            yield from self._after(number, signed)

    def _after(self, number: int, signed: datetime) -> Iterator[Happening]:
        """Addenda, a note in the wrong file, and how the revisit ended; the newest ones still wait for theirs."""
        if number % 9 == 2:
            yield self._before_now(signed + timedelta(days=2)), partial(self._add, number)
        if number in (13, 30):
            yield self._before_now(signed + timedelta(days=1)), partial(self._enter_in_error, number)
        elif number < 38 and number != story.CHANGES_SOMETHING:
            yield self._before_now(signed + timedelta(days=5)), partial(self._revisit, number)

    def _capture(self, number: int, who: int, happened: datetime) -> None:
        scene = story.SCENES[number % len(story.SCENES)]
        run_in = document.capture(
            member=self.ruth,
            capture_key=uuid4(),
            client=self.clients[who],
            who="",
            facts=scene.captured(),
            happened_at=happened,
            approximately=number % 5 == 3,
            captured_at=timezone.now(),
            ease=_ease(number),
        )
        self.noted[number] = run_in.pk

    def _capture_just_now(self, number: int, who: int) -> None:
        self._capture(number, who, timezone.now() - timedelta(minutes=40))

    def _sign(self, number: int, late: bool) -> None:
        ruth, run_in = self.ruth, run_ins.run_in(self.ruth, self.noted[number])
        facts = story.SCENES[number % len(story.SCENES)].finished() | ({"late_reason": story.LATE} if late else {})
        document.finish(
            member=ruth, run_in=run_in, revision=run_in.revision, facts=facts, happened_at=run_in.happened_at,
            approximately=run_in.happened_approximately,
        )  # fmt: skip
        document.sign(member=ruth, run_in=run_in, revision=run_in.revision, proof=self.proof())

    def _add(self, number: int) -> None:
        reason, text = story.ADDENDA[number % len(story.ADDENDA)]
        run_in = run_ins.run_in(self.ruth, self.noted[number])
        document.add(member=self.ruth, run_in=run_in, addendum_id=uuid4(), reason=reason, text=text, proof=self.proof())

    def _enter_in_error(self, number: int) -> None:
        run_in = run_ins.run_in(self.ruth, self.noted[number])
        document.enter_in_error(member=self.ruth, run_in=run_in, reason=story.IN_ERROR, proof=self.proof())

    def _revisit(self, number: int) -> None:
        told = story.REVISITS[number % len(story.REVISITS)]
        run_in = run_ins.run_in(self.ruth, self.noted[number])
        revisit.sign(member=self.ruth, run_in=run_in, revision=0, told=told, proof=self.proof())

    def _unfinished(self) -> Iterator[Happening]:
        """Saturday's with Mara, signed and to be revisited today; two to finish; one whose client isn't chosen yet."""
        yield self.days_ago(2, 12), partial(self._capture_just_now, 100, 0)
        yield self.days_ago(2, 20), partial(self._sign, 100, late=False)
        yield self.days_ago(3, 19), partial(self._capture_just_now, 101, 4)
        yield self.days_ago(2, 13), partial(self._draft, 102, 9)
        yield self.days_ago(1, 18), self._capture_somebody

    def _draft(self, number: int, who: int) -> None:
        self._capture_just_now(number, who)
        run_in = run_ins.run_in(self.ruth, self.noted[number])
        facts = {name: text for name, text in story.SCENES[2].finished().items() if name not in ("impact", "plan")}
        document.finish(
            member=self.ruth, run_in=run_in, revision=run_in.revision, facts=facts, happened_at=run_in.happened_at,
            approximately=False,
        )  # fmt: skip

    def _capture_somebody(self) -> None:
        document.capture(
            member=self.ruth, capture_key=uuid4(), client=None, who="Thursdays at ten", facts={"place": "street"},
            happened_at=timezone.now() - timedelta(minutes=5), approximately=False, captured_at=None, ease=4,
        )  # fmt: skip

    # The diary

    def _diary(self) -> Iterator[Happening]:
        """Four sessions today, and the others' on the working days around it."""
        for number, at in enumerate((time(9), time(10, 30), time(13), time(16, 15))):
            yield self.now, partial(self._session, number, self.today(), at)
        for number in range(4, 34):
            if number not in story.ENDED:
                day, at = self._working_day(1 + number % 9), time(9 + number % 8, 0)
                yield self.now, partial(self._session, number, day, at)

    def _session(self, number: int, day: date, at: time) -> None:
        starts = datetime.combine(day, at, ZoneInfo(ZONE))
        people.schedule_session(member=self.ruth, client=self.clients[number], starts_at=starts)

    # The policy

    def _publish(self, number: int) -> None:
        """Version 1 as the comfort questions and a few own choices make it, version 2 with one clause changed."""
        ruth, revision = self.ruth, policies.live(self.ruth.practice).revision
        if number == 1:
            revision = policy.set_comfort(member=ruth, comfort=story.COMFORT, revision=revision)
        for key, answer in story.ANSWERS[number].items():
            revision = policy.answer_clause(member=ruth, number=key, answer=answer, revision=revision)
        if number > 1:
            self._say_it_in_spanish()
        changes = story.CHANGES if number > 1 else ""
        policy.publish_version(member=ruth, revision=revision, changes=changes, at=timezone.now())

    def _say_it_in_spanish(self) -> None:
        """What she wrote herself, put into Spanish by somebody else and read over, so that it goes out as well."""
        ruth = self.ruth
        policy.begin_language(member=ruth, language="es")
        revision = policy.translate(member=ruth, language="es", said=story.SPANISH, revision=1)
        policy.review_language(member=ruth, language="es", by=story.SPANISH_READER, on=self.day(), revision=revision)

    # Time

    def days_ago(self, days: int, hour: int, minute: int = 0) -> datetime:
        day = self.today() - timedelta(days=days)
        return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE)).astimezone(UTC)

    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(ZONE)).date()

    def day(self) -> date:
        """The story's day, while something happens."""
        return timezone.now().astimezone(self.zone).date()

    def _working_day(self, ahead: int) -> date:
        """The working day that many working days after today."""
        day = self.today()
        while ahead:
            day += timedelta(days=1)
            ahead -= day.weekday() < 5
        return day

    def _before_now(self, at: datetime) -> datetime:
        return min(at, self.now)

    def proof(self) -> Reauthentication:
        return Reauthentication("password", timezone.now())


_RUNNERS = (0, 3, 4, 1, 7, 0, 9, 11, 2, 15, 17, 18, 21, 10)
"""Whom she runs into, by place in PEOPLE: some more than once, most never."""


def _answered(number: int) -> str:
    return {5: "declined", 17: "declined", 6: "deferred", 23: "deferred", 30: "deferred"}.get(number, "accepted")


def _said(number: int) -> dict[str, Any]:
    return story.WISHES[number % len(story.WISHES)] | {
        "questions": story.QUESTIONS[number % len(story.QUESTIONS)],
        "teach_back": story.TEACH_BACK[number % len(story.TEACH_BACK)],
    }


def _ease(number: int) -> int:
    """From 2 to 5 over the year, with ups and downs: run-ins get less awkward."""
    return min(5, max(1, 2 + number // 14 + (0, 0, 1, -1, 0, 1)[number % 6]))
