"""What the invented year holds beside its run-ins: plans, the client's own words, two people met at once, a draft."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from waveback.site import demo_story as story
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries import queries as plans
from waveback.steps.boundaries.rules import plan
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
            yield self._year.days_ago(days, 18), partial(self._note, number, who, facts)
        yield self._year.days_ago(story.OTHERS[0][1], 19), partial(self._met_at_once, 200, 12)

    def _note(self, number: int, who: int, facts: dict[str, Any]) -> None:
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

    # The policy's next version, begun

    def _change_the_draft(self) -> None:
        revision = policies.live(self._year.ruth.practice).revision
        for key, answer in story.DRAFT.items():
            revision = policy.answer_clause(member=self._year.ruth, number=key, answer=answer, revision=revision)
