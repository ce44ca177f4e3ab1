"""The list: filtered, counted and paged by the database; each number leads to what it counts."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, signed
from waveback.ground.vault import keystore
from waveback.people import actions as people
from waveback.steps.document import actions, listing, queries
from waveback.steps.document.models import RunIn

LATE = WHOLE | {"late_reason": "I had forgotten it."}
ONLINE = {"place": "online", "online_kind": "request"}


def text(response):
    return unescape(response.content.decode())


def many(member, client, number, days=0):
    """That many captures at once, as rows: a list of any length in no time."""
    told = [
        RunIn(
            practice_id=member.practice_id, author_id=member.pk, client_id=client.pk, capture_key=uuid4(),
            facts={"place": "shop"}, happened_at=timezone.now() - timedelta(days=days, seconds=n),
            received_at=timezone.now(),
        )
        for n in range(number)
    ]  # fmt: skip
    RunIn.objects.bulk_create(told)


def shown(response):
    return [line.run_in.pk for line in response.context["lines"]]


@pytest.fixture
def six(ruth, mara, daniel):
    """One of each kind, by name."""
    now = datetime.now(UTC)
    return {
        "fresh": captured(ruth, mara, happened_at=now),
        "draft": drafted(ruth, daniel, happened_at=now - timedelta(minutes=1)),
        "soon": signed(ruth, mara, happened_at=now - timedelta(minutes=2)),
        "late": signed(ruth, daniel, LATE, happened_at=now - timedelta(days=400)),
        "online": captured(ruth, daniel, facts=ONLINE, happened_at=now - timedelta(minutes=3)),
        "nobodys": captured(ruth, None, who="Red bicycle", happened_at=now - timedelta(minutes=4)),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["fresh", "draft", "soon", "online", "nobodys"]),
        ("?state=unfinished", ["fresh", "draft", "online", "nobodys"]),
        ("?state=signed", ["soon"]),
        ("?signed=soon", ["soon"]),
        ("?state=soon", ["soon"]),
        ("?online=1", ["online"]),
        ("?client={mara}", ["fresh", "soon"]),
        ("?client={daniel}", ["draft", "online", "late"]),
        ("?client={daniel}&state=signed", ["late"]),
        ("?year=2001", []),
        ("?state=nonsense&year=x&month=13&page=0&client=x", ["fresh", "draft", "soon", "online", "nobodys"]),
    ],
)
def test_each_filter_shows_its_run_ins_newest_first(ruths_browser, six, mara, daniel, query, names):
    page = ruths_browser.get("/run-ins/" + query.format(mara=mara.pk, daniel=daniel.pk))

    assert shown(page) == [six[name].pk for name in names]
    assert page.context["listed"].total == len(names)


def test_each_number_leads_to_as_many(ruths_browser, six):
    page = ruths_browser.get("/run-ins/")

    numbered = [one for one in page.context["links"] if one["n"] is not None]
    assert len(numbered) == 4
    for one in numbered:
        if "unfinished" not in one["path"]:
            assert ruths_browser.get("/run-ins/" + one["path"]).context["listed"].total == one["n"]
    for one in page.context["months"]["links"]:
        assert ruths_browser.get("/run-ins/" + one["path"]).context["listed"].total == one["n"]


@pytest.mark.parametrize(("seconds", "soon"), [(-20, True), (20, False)])
def test_soon_means_within_two_days(ruth, mara, seconds, soon):
    happened = datetime.now(UTC) - timedelta(days=2, seconds=seconds)
    signed(ruth, mara, LATE, happened_at=happened)

    assert listing.counts(ruth, listing.Wanted()).soon == int(soon)
    assert listing.listed(ruth, listing.Wanted(state="soon")).total == int(soon)


def test_the_year_on_today_counts_what_the_list_shows(ruths_browser, ruth, six):
    zone = ZoneInfo("America/Chicago")
    january = datetime(datetime.now(zone).year, 1, 1, tzinfo=zone)

    year = queries.year(ruth, january, january.replace(year=january.year + 1))

    page = ruths_browser.get("/run-ins/")
    assert year.total == page.context["listed"].total
    assert year.months == {one["at"].month: one["n"] for one in page.context["months"]["links"]}
    assert (year.signed, year.signed_soon) == (1, 1)


def test_what_was_entered_in_error_is_not_listed(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    actions.enter_in_error(member=ruth, run_in=run_in, reason="Somebody else's.", proof=PROOF)

    assert shown(ruths_browser.get("/run-ins/")) == []


def test_fifty_to_a_page_and_none_twice(ruths_browser, ruth, mara):
    many(ruth, mara, 120)

    pages = [ruths_browser.get(f"/run-ins/?client={mara.pk}&page={number}") for number in (1, 2, 3)]

    ids = [pk for page in pages for pk in shown(page)]
    assert [len(shown(page)) for page in pages] == [50, 50, 20]
    assert len(set(ids)) == 120
    assert "Page 2 of 3" in text(pages[1])
    links = re.findall(r'class="btn quiet" href="([^"]+)"', text(pages[1]))
    assert [link.rpartition("=")[2] for link in links] == ["1", "3"]
    assert shown(ruths_browser.get(f"/run-ins/?client={mara.pk}&page=99")) == shown(pages[2])


def queries_of(browser, path):
    """How many queries a page takes, over both databases, when no key was read before."""
    keystore.forget_data_keys()
    with ExitStack() as stack:
        counted = [stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections]
        assert browser.get(path).status_code == 200
    return sum(len(one) for one in counted)


@pytest.mark.parametrize("query", ["", "?state=signed", "?state=unfinished", "?online=1"])
def test_the_number_of_queries_does_not_grow(ruths_browser, ruth, mara, daniel, query):
    ruths_browser.get("/run-ins/" + query)
    signed(ruth, mara, happened_at=datetime.now(UTC))
    many(ruth, mara, 2)
    few = queries_of(ruths_browser, "/run-ins/" + query)

    many(ruth, daniel, 70)
    signed(ruth, daniel, happened_at=datetime.now(UTC))

    assert queries_of(ruths_browser, "/run-ins/" + query) == few


def test_more_than_may_be_opened_asks_for_a_month(ruths_browser, ruth, mara, monkeypatch):
    monkeypatch.setattr(listing, "OPENED_AT_MOST", 10)
    many(ruth, mara, 11)

    page = ruths_browser.get("/run-ins/?online=1")

    assert "choose a month" in text(page)
    assert shown(page) == []


def test_a_filter_opens_nothing_but_what_it_shows(ruths_browser, ruth, mara, monkeypatch):
    many(ruth, mara, 60)
    opened = []
    noted = RunIn.noted.fget
    monkeypatch.setattr(RunIn, "noted", property(lambda row: opened.append(row.pk) or noted(row)))

    ruths_browser.get("/run-ins/?state=unfinished")

    assert len(set(opened)) == 50


@pytest.mark.parametrize(
    ("days", "said", "amber"),
    [(0, "Unfinished, today’s", False), (1, "Unfinished, 1 day old", False), (3, "Unfinished, 3 days old", True)],
)
def test_an_unfinished_note_shows_its_age_and_turns_amber_from_day_two(ruths_browser, ruth, mara, days, said, amber):
    at = datetime.now(UTC) - timedelta(days=days, minutes=1)
    run_in = captured(ruth, mara, happened_at=at)

    for page in (ruths_browser.get("/run-ins/?state=unfinished"), ruths_browser.get(f"/run-ins/{run_in.pk}/")):
        tag = re.search(r'<span class="(tag[^"]*)">(?:(?!</span>).)*' + said, text(page), re.S)
        assert tag is not None
        assert ("due" in tag.group(1)) is amber


def test_another_practices_client_is_nobody(omars_browser, mara):
    assert omars_browser.get(f"/run-ins/?client={mara.pk}").status_code == 404


def test_a_client_whose_run_ins_are_listed_is_looked_at(ruths_browser, ruth, mara):
    from waveback.ground.ledger import queries as entries

    people._looked.clear()
    ruths_browser.get(f"/run-ins/?client={mara.pk}")

    assert "people.client.looked" in [one.what for one in entries.client_entries(mara.practice_id, mara.pk)]
