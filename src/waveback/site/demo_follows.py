"""What the invented year brings after its run-ins: topics, what repeats, what is changed, a word for oneself alone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from waveback.people import queries as people
from waveback.site import demo_story as story
from waveback.site.demo_beside import Beside
from waveback.steps.boundaries.rules import plan
from waveback.steps.client_leads import queries as wishes
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions as discussion
from waveback.steps.discussion import queries as talks
from waveback.steps.document import queries as run_ins
from waveback.steps.revisit import actions as revisit
from waveback.steps.revisit import queries as revisits

if TYPE_CHECKING:
    from waveback.site.demo_year import Year

Happening = tuple[datetime, Callable[[], None]]


class Follows:
    """Told last in the same story: it needs the year's people, talks and run-ins."""

    def __init__(self, year: "Year") -> None:
        self._year = year

    def happenings(self) -> Iterator[Happening]:
        year = self._year
        yield year.days_ago(44, 12), self._begin_a_topic
        yield year.days_ago(30, 12), partial(self._say_of_the_topic, 0, "again", story.TOPIC_AGAIN)
        yield year.days_ago(9, 12), partial(self._say_of_the_topic, 1, "again", story.TOPIC_ONCE_MORE)
        yield year.days_ago(28, 12), self._change_at_a_revisit
        yield year.days_ago(27, 20), self._look_at_the_policy_again
        yield year.days_ago(27, 21), self._write_for_oneself
        yield year.days_ago(25, 18), self._decide_about_what_repeats
        yield year.days_ago(295, 10), self._name_the_couple
        for label in story.PARTNERS:
            yield year.days_ago(287, 11), partial(self._talk_with_a_partner, label)
        yield year.days_ago(40, 18), partial(Beside(year).note, story.LEFT_OPEN, *story.LEFT)

    # A topic that is taken up again

    def _begin_a_topic(self) -> None:
        revisit.add_topic(member=self._year.ruth, client=self._mara, **story.TOPIC, id=uuid4())

    def _say_of_the_topic(self, seen: int, kind: str, words: str) -> None:
        topic = revisits.threads(self._year.ruth, self._mara)[0]
        revisit.add_entry(
            member=self._year.ruth, client=self._mara, topic=topic.id, seen=seen, kind=kind, on=self._year.day(),
            words=words, id=uuid4(),
        )  # fmt: skip

    # What a revisit changes

    def _change_at_a_revisit(self) -> None:
        """What the client said there changes what they want, and a plan is agreed for the place."""
        year = self._year
        run_in = run_ins.run_in(year.ruth, year.noted[story.CHANGES_SOMETHING])
        assert run_in.client is not None
        held = wishes.wishes(year.ruth, run_in.client)
        revisit.sign(
            member=year.ruth,
            run_in=run_in,
            revision=0,
            told=story.CHANGED_REVISIT,
            proof=year.proof(),
            wishes=revisit.NewWishes(choices(story.CHANGED_WISHES), year.day(), held.id if held else None),
            plan=revisit.NewPlan(plan(story.CHANGED_PLAN), year.day()),
        )

    def _look_at_the_policy_again(self) -> None:
        year = self._year
        run_in = run_ins.run_in(year.ruth, year.noted[story.CHANGES_SOMETHING])
        revisit.suggest_policy(member=year.ruth, run_in=run_in, clause=5)

    def _write_for_oneself(self) -> None:
        revisit.write_process_note(member=self._year.ruth, client=self._mara, text=story.FOR_ONESELF, id=uuid4())

    def _decide_about_what_repeats(self) -> None:
        year = self._year
        client = year.clients[story.REPEATS]
        revisit.answer_repeat(
            member=year.ruth, client=client, kind="supervision", on=year.day(), words=story.REPEATED, id=uuid4()
        )

    # A couple, each for themselves, one of them drawing their name

    def _name_the_couple(self) -> None:
        for label in story.PARTNERS:
            discussion.add_participant(member=self._year.ruth, client=self._couple, label=label, id=uuid4())

    def _talk_with_a_partner(self, label: str) -> None:
        ruth, couple = self._year.ruth, self._couple
        partner = next(one for one in talks.participants(ruth, couple) if one.label == label)
        self._year.talk(story.COUPLE, "accepted", partner, "drawn" if label == story.PARTNERS[0] else "typed")

    @property
    def _couple(self) -> "people.Client":
        return self._year.clients[story.COUPLE]

    @property
    def _mara(self) -> "people.Client":
        return self._year.clients[0]
