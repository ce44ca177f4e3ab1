"""However much a practice holds, a page asks the databases as often as when it held little (bar 8 of performance)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests import access_table as table
from tests import access_world as world
from tests.access_table import TABLE
from tests.conftest import signed_in
from tests.days import today
from tests.steps.run_ins import captured, drafted, said_by_client, signed
from waveback.ground.vault import keystore
from waveback.people import actions as people
from waveback.people import directory, queries
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries import rules as overlaps
from waveback.steps.discussion import actions as discussion
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies
from waveback.steps.revisit import actions as revisit

# Pages that somebody who is in may open; a list that can be searched and turned is asked for in each way.
READ = [one for one in TABLE if "GET" in one.answers and one.door in (table.MEMBERS, table.ANYBODY, table.LEAVING)]
ASKED = {
    "people:clients": ("?q=a", "?ended=1"),
    "document:index": ("?state=draft", "?state=revisit", "?state=signed"),
    "discussion:still": ("?why=never",),
}
MORE = 4
KEYS_AT_ONCE = 'vault_datakey"."subject" IN'
"""A list's keys are fetched together, unless another list of the page has brought them already: on a page of several
lists that differs by whose they are, so these reads are held to a number of lists instead."""
LISTS = 5


def test_no_page_asks_more_often_when_there_is_more_to_show(ruth: Any) -> None:
    cache.clear()
    held = world.furnish(ruth, "little")
    browser = signed_in(ruth)
    # What is there at all may be asked about; once it is there, more of it asks no more.
    _grow(held, range(MORE))
    before = {path: _asks(browser, path) for path in _paths(held)}

    _grow(held, range(MORE, 2 * MORE))

    grown = [
        f"{path}: {before[path]} before, {after} after\n{_told(browser, path)}"
        for path in _paths(held)
        if (after := _asks(browser, path)) > before[path]
    ]
    assert not grown, "\n".join(grown)


def _paths(held: world.World) -> list[str]:
    return [route.path.format(**held.rows) + asked for route in READ for asked in ("", *ASKED.get(route.name, ()))]


def _asks(browser: Any, path: str) -> int:
    asked = _statements(browser, path)
    together = sum(KEYS_AT_ONCE in one for one in asked)
    assert together <= LISTS, f"{path}: {together} times keys of several at once"
    return len(asked) - together


def _statements(browser: Any, path: str) -> list[str]:
    """What one answer asks of both databases, when the page was opened just before and nothing is in memory."""
    cache.clear()
    browser.get(path)  # that a file was looked at is noted once in a while
    keystore.forget()
    directory.forget()
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        browser.get(path)
    return [one["sql"] for one in (*data.captured_queries, *keys.captured_queries)]


def _told(browser: Any, path: str) -> str:
    """The statements that stand more than once, shortened."""
    known = [sql[:150] for sql in _statements(browser, path)]
    return "\n".join(f"    {known.count(one)} × {one}" for one in dict.fromkeys(known) if known.count(one) > 1)


def _grow(held: world.World, numbers: range) -> None:
    """More of everything: clients with all that belongs to them, and more in the file that was there before."""
    owner = held.owner
    version = policies.published(owner.practice)
    first = _client(owner, held.rows["client"])
    for number in numbers:
        client = world._client(owner, f"more {number}")
        world._plans(owner, client, "more")
        world._run_ins(owner, client, "more")
        _diary(owner, client, number)
        acknowledged = world._answered(owner, client, version, "more")
        discussion.acknowledge(
            member=owner, client=client, talk=acknowledged, shown=(version.pk, version.text_hash), said_by="",
            presence="", factor="password", language="en",
        )  # fmt: skip
        discussion.ask_again(member=owner, client=client, words="more", id=uuid4())
        discussion.add_participant(member=owner, client=first, label=f"more {number}", id=uuid4())
        _diary(owner, first, number)
        _more_in_the_file(owner, first, number)
    _another_version(owner, f"More than {numbers.stop}.")


def _client(owner: Any, client_id: str) -> Any:
    return queries.client_of(owner, UUID(client_id))


def _diary(owner: Any, client: Any, number: int) -> None:
    for hours in (1, 30, 80):
        at = datetime.now(UTC) + timedelta(hours=hours, minutes=number)
        people.schedule_session(member=owner, client=client, starts_at=at, minutes=50)


def _more_in_the_file(owner: Any, client: Any, number: int) -> None:
    note = signed(owner, client, ease=3)
    document.add(member=owner, run_in=note, addendum_id=uuid4(), reason="addition", text="more", proof=world.PROOF)
    said_by_client(owner, note, "amendment", "more")
    told = {"outcome": "done", "words": "more", "ease": 4, "topics": "more", "themes": [], "next": "", "reason": ""}
    revisit.keep(member=owner, run_in=note, revision=0, told=told)
    signed(owner, client)
    drafted(owner, client)
    captured(owner, None, who=f"more {number}")
    plan = overlaps.plan(
        {"place": [one.value for one in overlaps.PLACES][number], "often": "weekly", "named": "more",
         "they_words": "more", "i_words": "more"}
    )  # fmt: skip
    boundaries.agree_plan(member=owner, client=client, plan=plan, on=today() - timedelta(days=1), source="told_me")


def _another_version(owner: Any, words: str) -> None:
    revision = policies.live(owner.practice).revision
    revision = policy.answer_clause(
        member=owner, number="5", answer={"option": "two_minutes", "own_words": words}, revision=revision
    )
    policy.publish_version(member=owner, revision=revision)
