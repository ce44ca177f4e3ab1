"""What the invented year holds beside its run-ins: plans, the client's own words, two people met at once, a draft."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from waveback.exchange import filed_actions as filing
from waveback.exchange import filed_queries as filed
from waveback.site import demo_story as story
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries import queries as plans
from waveback.steps.boundaries.rules import plan
from waveback.steps.discussion import actions as discussion
from waveback.steps.discussion import queries as talks
from waveback.steps.document import actions as document
from waveback.steps.document import queries as run_ins
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies

if TYPE_CHECKING:
    from waveback.site.demo_year import Year

Happening = tuple[datetime, Callable[[], None]]


class Beside:
    """The happenings that hang on the year's people and run-ins; told after them in the same story."""

    def __init__(self, year: "Year") -> None:
        self._year = year

    def happenings(self) -> Iterator[Happening]:
        yield from self._plans()
        yield from self._clients_words()
        yield from self._others()
        yield from self._answers()
        yield self._year.days_ago(330, 18), self._keep_the_record_in_jane
        yield self._year.days_ago(16, 18), self._file_all
        yield self._year.days_ago(6, 18), self._add_to_what_is_filed
        yield self._year.days_ago(4, 20), self._change_the_draft

    # Plans for places where both go

    def _plans(self) -> Iterator[Happening]:
        """Four agreed: one looked at since, one to be looked at again by now, one ended."""
        for who, days, agreed in story.PLANS:
            yield self._year.days_ago(days, 12), partial(self._agree, who, agreed)
        yield self._year.days_ago(20, 12), partial(self._look_again, story.PLANS[0][0])
        yield self._year.days_ago(15, 12), partial(self._end_plan, story.PLANS[-1][0])

    def _agree(self, who: int, agreed: dict[str, Any]) -> None:
        today = timezone.now().astimezone(self._year.zone).date()
        boundaries.agree_plan(
            member=self._year.ruth, client=self._year.clients[who], plan=plan(agreed), on=today, source="told_me"
        )

    def _look_again(self, who: int) -> None:
        today = timezone.now().astimezone(self._year.zone).date()
        boundaries.confirm_plan(
            member=self._year.ruth, plan=self._plan_of(who), on=today, review_on=today + timedelta(days=90)
        )

    def _end_plan(self, who: int) -> None:
        boundaries.end_plan(member=self._year.ruth, plan=self._plan_of(who), reason=story.PLAN_ENDED)

    def _plan_of(self, who: int) -> Any:
        return plans.plans(self._year.ruth, self._year.clients[who])[0].id

    # The client's own words beside a note

    def _clients_words(self) -> Iterator[Happening]:
        yield self._year.days_ago(90, 15), partial(self._put_beside, 20, "account", story.ACCOUNT)
        yield self._year.days_ago(70, 15), partial(self._put_beside, 24, "amendment", story.AMENDMENT)

    def _put_beside(self, number: int, kind: str, text: str) -> None:
        year, run_in = self._year, run_ins.run_in(self._year.ruth, self._year.noted[number])
        said_on = timezone.now().astimezone(year.zone).date()
        asked = document.add_client_text(
            member=year.ruth, run_in=run_in, kind=kind, text=text, given_on=said_on, proof=year.proof()
        )
        if kind == "amendment":
            document.answer_client(
                member=year.ruth, run_in=run_in, asked=asked, accepted=True, text=story.AMENDED, proof=year.proof()
            )

    # Somebody else who was there, something planned, something online

    def _others(self) -> Iterator[Happening]:
        for number, (who, days, facts) in enumerate(story.OTHERS, start=200):
            yield self._year.days_ago(days, 18), partial(self.note, number, who, facts)
        yield self._year.days_ago(story.OTHERS[0][1], 19), partial(self._met_at_once, 200, 12)

    def note(self, number: int, who: int, facts: dict[str, Any]) -> None:
        year, happened = self._year, timezone.now() - timedelta(hours=2)
        run_in = document.capture(
            member=year.ruth, capture_key=uuid4(), client=year.clients[who], who="", facts=facts,
            happened_at=happened, approximately=False, captured_at=timezone.now(), ease=4,
        )  # fmt: skip
        year.noted[number] = run_in.pk
        document.finish(
            member=year.ruth, run_in=run_in, revision=run_in.revision, facts=facts, happened_at=happened,
            approximately=False,
        )  # fmt: skip
        document.sign(member=year.ruth, run_in=run_in, revision=run_in.revision, proof=year.proof())

    def _met_at_once(self, number: int, who: int) -> None:
        """The same moment with somebody else: a record of its own that knows nothing of the first."""
        year = self._year
        document.capture_another(
            member=year.ruth, of=run_ins.run_in(year.ruth, year.noted[number]), capture_key=uuid4(),
            client=year.clients[who], who="", with_line=False, captured_at=None,
        )  # fmt: skip

    # Other ways to answer: on paper, taken back, asked for again, by a guardian

    def _answers(self) -> Iterator[Happening]:
        year = self._year
        yield year.days_ago(26, 11), partial(self._on_paper, story.ON_PAPER)
        yield year.days_ago(18, 11), partial(self._take_back, story.TAKES_BACK)
        yield year.days_ago(9, 11), partial(self._ask_again, story.ASKS_AGAIN)
        yield year.days_ago(340, 12), partial(self._say_who_signs, next(iter(story.MINORS)))

    def _on_paper(self, who: int) -> None:
        year, client = self._year, self._year.clients[who]
        version, day = policies.published(year.ruth.practice), timezone.now().astimezone(year.zone).date()
        assert version is not None  # version 2 is older than this
        paper = discussion.Paper(version, day, "accepted", client.name, story.PAPER_KEPT, checked="known", copy="paper")
        discussion.record_paper(
            member=year.ruth, client=client, id=uuid4(), paper=paper, factor="password", language="en"
        )

    def _take_back(self, who: int) -> None:
        year, client = self._year, self._year.clients[who]
        answer = talks.acknowledgements(year.ruth, client)[0]
        day = timezone.now().astimezone(year.zone).date()
        discussion.withdraw(
            member=year.ruth, client=client, answer=answer, words=story.TAKEN_BACK, on=day, factor="password"
        )

    def _ask_again(self, who: int) -> None:
        discussion.ask_again(
            member=self._year.ruth, client=self._year.clients[who], words=story.ASKED_AGAIN, id=uuid4()
        )

    def _say_who_signs(self, who: int) -> None:
        discussion.set_signing(
            member=self._year.ruth, client=self._year.clients[who], who="both", guardian_reads=False,
            reason=story.BOTH_SIGN, seen=0,
        )  # fmt: skip

    # The therapist's own record system

    def _keep_the_record_in_jane(self) -> None:
        filing.choose_system(member=self._year.ruth, key="jane", since=None)

    def _file_all(self) -> None:
        """An afternoon on which everything was copied there."""
        ruth, day = self._year.ruth, timezone.now().astimezone(self._year.zone).date()
        how, system = run_ins.format_of(ruth), filed.usual(ruth).system
        while found := filed.unfiled(ruth, how, system).pieces:
            for one in found:
                filing.file(member=ruth, run_in=one.run_in, about=one.about, system=system.key, on=day, id=uuid4())

    def _add_to_what_is_filed(self) -> None:
        year = self._year
        document.add(
            member=year.ruth, run_in=run_ins.run_in(year.ruth, year.noted[24]), addendum_id=uuid4(),
            reason="correction", text=story.LATE_ADDENDUM, proof=year.proof(),
        )  # fmt: skip

    # The policy's next version, begun

    def _change_the_draft(self) -> None:
        revision = policies.live(self._year.ruth.practice).revision
        for key, answer in story.DRAFT.items():
            revision = policy.answer_clause(member=self._year.ruth, number=key, answer=answer, revision=revision)
