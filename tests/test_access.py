"""Who is let in where: every route, method and state in one table (O01–O03, O06, O15)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import Client as Browser
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings, strategies

from tests import access_table as table
from tests.access_table import METHODS, STATES, TABLE
from tests.access_world import CANARY, World, browser_of, furnish
from tests.conftest import found_omars, found_ruths
from tests.days import today
from waveback.ground.vault import keystore
from waveback.people import labels

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def both(for_all_in_this_file: None) -> tuple[World, World]:
    return furnish(found_ruths(), CANARY), furnish(found_omars(), "harmless")


@pytest.fixture
def worlds(db: None, both: tuple[World, World]) -> tuple[World, World]:
    """Ruth's practice and Omar's, each with a row of everything."""
    cache.clear()  # rate limits and used codes are remembered there
    return deepcopy(both)


@contextmanager
def undone(browser: Browser) -> Iterator[None]:
    """What happens in here has never been, so that no cell of the table depends on the one before."""
    cookies = deepcopy(browser.cookies)
    with _rolled_back("default"), _rolled_back("keys"):
        yield
    browser.cookies = cookies
    keystore.forget()
    cache.clear()


@contextmanager
def _rolled_back(alias: str) -> Iterator[None]:
    block = transaction.atomic(using=alias)
    block._from_testcase = True  # type: ignore[attr-defined]  # as the test's own: a durable act may stand inside
    with block:
        yield
        transaction.set_rollback(True, using=alias)


def routes() -> dict[str, str]:
    """Every name that the application answers to, with its pattern."""
    return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Any, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, inner, path)
        else:
            yield f"{namespace}{one.name}", path


def test_the_table_lists_every_route_and_no_other() -> None:
    listed = [route.name for route in TABLE]

    assert len(listed) == len(set(listed))
    assert set(listed) == set(routes())


def test_every_address_of_the_table_is_the_one_of_its_route() -> None:
    for route in TABLE:
        path = re.sub(r"\{passkey\}", "1", route.path)
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        match = get_resolver().resolve(path)
        assert match.view_name == route.name, route.path


def ask(browser: Browser, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
    own = {"sec-fetch-site": "same-origin"}  # as browsers say of our own pages
    if method == "POST":
        return browser.post(path, {"csrfmiddlewaretoken": "w" * 32} | (fields or {}), headers=own)
    return getattr(browser, method.lower())(path, headers=own)


def cell(answer: Any) -> str | int:
    """What an answer is, in the words of the table."""
    where = answer.headers.get("Location", "")
    moved = answer.status_code in (302, 303)
    for place, word in (("/sign-in/second/", table.SECOND), ("/sign-in/", table.SIGN_IN), ("/lock/", table.LOCK)):
        if moved and where.startswith(place) and "said=" not in where:
            return word
    return answer.status_code


def agrees(answer: Any, wanted: str | int) -> bool:
    if wanted == table.REFUSED:
        return answer.status_code == 405
    if wanted == table.HOME:
        return answer.status_code in (302, 303) and answer["Location"].split("?")[0] in ("/", "/lock/")
    if wanted == table.ABSENT:
        return answer.status_code == 404
    return cell(answer) == wanted


ASKS_FOR_ROWS = (table.OWNER, table.STRANGER)
"""Who gets as far as the practice's rows; the others are turned away before, on any database."""


@pytest.mark.parametrize(
    "state", [pytest.param(one, marks=[] if one in ASKS_FOR_ROWS else pytest.mark.once) for one in STATES]
)
def test_every_cell_of_the_table(worlds: tuple[World, World], state: str) -> None:
    ruths, omars = worlds
    browser, wrong = browser_of(state, ruths.owner, omars.owner), []
    for route in TABLE:
        for method in METHODS:
            with undone(browser):
                answer = ask(browser, method, route.path.format(**ruths.rows))
                wanted = table.expected(route, state, method)
                if not agrees(answer, wanted):
                    got = f"{answer.status_code} {answer.headers.get('Location', '')}"
                    wrong.append(f"{method} {route.name}: {wanted}, not {got}")
                wrong += [f"{method} {route.name}: {told}" for told in unguarded(answer, state)]

    assert not wrong, "\n".join(wrong)


def unguarded(answer: Any, state: str) -> list[str]:
    """What an answer lacks: a header, or silence about Ruth's practice towards everybody but herself."""
    lacking = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    if "default-src 'none'" not in answer.headers.get("Content-Security-Policy", ""):
        lacking.append("Content-Security-Policy")
    shown = state != table.OWNER and CANARY.encode() in answer.content
    return lacking + (["shows what is Ruth's"] if shown else [])


def test_what_is_anothers_is_answered_like_what_never_was(worlds: tuple[World, World]) -> None:
    ruths, omars = worlds
    browser = browser_of(table.STRANGER, ruths.owner, omars.owner)
    nobodys = {name: str(uuid4()) for name in ruths.rows} | {"passkey": "999999"}
    for route in TABLE:
        for method in route.answers if route.one_of_ours else ():
            with undone(browser):
                theirs = _told(ask(browser, method, route.path.format(**ruths.rows)), ruths.rows)
            with undone(browser):
                absent = _told(ask(browser, method, route.path.format(**nobodys)), nobodys)
                assert theirs == absent, f"{method} {route.name}"


def _told(answer: Any, asked: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """An answer without what differs between any two: the form token, its cookie, the time, the ids asked for."""
    text = re.sub(r"\b\w{64}\b", "", answer.content.decode())
    text = re.sub(r"as the page stood on <time.*?</time>", "", text)
    for name, value in asked.items():
        if name != "passkey":
            text = text.replace(value, "…")
    text = re.sub(r"passkeys(/|%2F)\d+", "passkeys/…", text)
    return answer.status_code, {k: v for k, v in answer.headers.items() if k != "Content-Length"}, text


# Fields and query words of ours that take an id, and of what.
TAKE_IDS = {
    "client": "client", "for": "client", "client_id": "client", "seen": "wishes", "wishes_seen": "wishes",
    "version": "version", "talk": "talk",
}  # fmt: skip
TAKE_ANY = ("id", "addendum_id", "capture_key")
AROUND = {
    "revision": "1", "who": CANARY[:5], "text": CANARY[:5], "on": "2026-11-01", "state": "accepted", "way": "spoken",
    "outcome": "done", "words": "Fine.", "ease": "3", "next": "wishes", "reason": "addition", "do": "import",
    "draft-path": "/run-ins/new/", "name": "Omar Haddad",
}  # fmt: skip


@pytest.mark.once
def test_anothers_ids_in_forms_and_queries_lead_nowhere(worlds: tuple[World, World]) -> None:
    ruths, omars = worlds
    before, shown = rows_of(ruths.owner), []
    fitting = {name: ruths.rows[kind] for name, kind in TAKE_IDS.items()}
    for anothers in ("acknowledgement", "signed"):
        given = fitting | dict.fromkeys(TAKE_ANY, ruths.rows[anothers])
        for route in TABLE:
            cache.clear()
            browser = browser_of(table.STRANGER, ruths.owner, omars.owner)
            path = route.path.format(**omars.rows)
            answers = [browser.get(path, given), browser.post(path, given | AROUND)]
            shown += [route.name for answer in answers if CANARY.encode() in answer.content]

    assert shown == []
    assert rows_of(ruths.owner) == before
    assert led_to(ruths, rows_of(omars.owner)) == []


Rows = list[tuple[str, dict[str, Any]]]


def rows_of(member: Any) -> Rows:
    """Every row of the member's practice, as it stands in the database."""
    return [
        (model.__name__, dict(row))
        for model in apps.get_models()
        if "practice" in {one.name for one in model._meta.get_fields()} and model._meta.app_label != "vault"
        for row in model._default_manager.filter(practice=member.practice_id).order_by("pk").values()
    ]


def led_to(world: World, rows: Rows) -> list[tuple[str, str]]:
    """Which of these rows point into that practice."""
    theirs = {UUID(value) for name, value in world.rows.items() if name != "passkey"} | {world.owner.pk}
    return [(model, name) for model, row in rows for name in row if name.endswith("_id") and row[name] in theirs]


@pytest.mark.once
@pytest.mark.parametrize("state", [table.OWNER, table.VISITOR, table.LOCKED])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_that_writes_is_taken_from_another_site(worlds: tuple[World, World], state: str, method: str) -> None:
    ruths, omars = worlds
    browser, before = browser_of(state, ruths.owner, omars.owner), rows_of(ruths.owner)
    browser.handler.enforce_csrf_checks = True
    taken = [
        route.name for route in TABLE if getattr(browser, method)(route.path.format(**ruths.rows)).status_code != 403
    ]

    assert taken == []
    assert rows_of(ruths.owner) == before


# What our rows have beside what our forms ask for, and values that would make a difference.
UNASKED = (
    "practice", "practice_id", "author", "author_id", "member", "member_id", "set_by", "set_by_id", "recorded_by_id",
    "signed_by", "signed_by_id", "signed_at", "signed_name", "signed_factor", "signed_text", "in_error_at",
    "in_error_by_id", "drafted_at", "received_at", "opened_at", "ended_at", "code_label", "turn", "source", "role",
    "client_id", "run_in_id", "policy_version_id", "touched_at", "cancelled_at", "set_at",
)  # fmt: skip


def forms_of(world: World) -> dict[str, dict[str, Any]]:
    """Whole forms, by their address: each is taken as it is."""
    rows, late = world.rows, {"on": "2026-11-20", "at": "17:30"}
    soon = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%d}"
    run_in = {"capture_key": "6b9d0a57-7a0c-4a3c-8a3e-0d4f7d6b1c11", "client": rows["client"], "when": "now"}
    return {
        "/clients/new/": {"legal_name": "Ines Moreau", "kind": "individual"},
        f"/clients/{rows['client']}/edit/": {"legal_name": "Mara Lindqvist", "kind": "individual", "revision": 1},
        f"/clients/{rows['client']}/sessions/": {"day": soon, "time": "10:00", "minutes": 50},
        f"/clients/{rows['client']}/wishes/": {
            "acknowledge": "no", "greeting": "nod", "introduction_kind": "no_preference", "how_to_raise": "client",
            "on": f"{today():%Y-%m-%d}", "id": "1b9d0a57-7a0c-4a3c-8a3e-0d4f7d6b1c12", "seen": rows["wishes"],
        },
        "/run-ins/new/": run_in,
        f"/run-ins/{rows['drafted']}/finish/": {**late, "revision": 2, "fact": "We met.", "place": "shop"},
        f"/run-ins/{rows['signed']}/revisit/": {"revision": 1, "outcome": "done", "words": "Fine.", "ease": "3"},
        "/policy/questions/5/": {"option": "two_minutes", "own_words": "Soon.", "revision": 1},
        "/settings/": {"name": "Lakeside", "time_zone": "America/Chicago", "profession": "apa"},
    }  # fmt: skip


@pytest.mark.once
@given(data=strategies.data())
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
def test_fields_that_a_form_does_not_ask_for_change_nothing(worlds: tuple[World, World], data: Any) -> None:
    ruths, omars = worlds
    browser = browser_of(table.OWNER, ruths.owner, omars.owner)
    address, fields = data.draw(strategies.sampled_from(sorted(forms_of(ruths).items())), label="form")
    values = [omars.owner.pk, omars.owner.practice_id, omars.rows["client"], "2001-01-01T00:00:00Z", "1", "password"]
    unasked = data.draw(
        strategies.dictionaries(strategies.sampled_from(UNASKED), strategies.sampled_from(values), min_size=1)
    )
    known, begun = [ruths, omars], datetime.now(UTC)

    without = _after(browser, address, fields, known, begun)

    assert without != _after(browser, None, {}, known, begun), f"{address} took nothing"
    assert _after(browser, address, unasked | fields, known, begun) == without


def _after(
    browser: Browser, address: str | None, fields: dict[str, Any], known: list[World], begun: datetime
) -> list[str]:
    """All rows once the form was sent, where new ids and the present time count as equal."""
    with undone(browser):
        if address:
            answer = browser.post(address, fields)
            assert answer.status_code == 303, (address, answer.context["form"].errors if answer.context else answer)
        ids = {UUID(value) for world in known for name, value in world.rows.items() if name != "passkey"}
        ids |= {one for world in known for one in (world.owner.pk, world.owner.practice_id)}
        return sorted(_alike(row, ids, begun) for world in known for row in _opened(world.owner))


def _opened(member: Any) -> Iterator[dict[str, Any]]:
    """Every row of a practice with its sealed values open; not the ledger, whose lines hash the time."""
    fresh = type(member).objects.select_related("practice", "user").get(pk=member.pk)
    yield from (_columns(row) for row in (fresh.practice, fresh.user))
    for model in apps.get_models():
        names = {one.name for one in model._meta.get_fields()}
        if "practice" in names and model._meta.app_label not in ("vault", "ledger"):
            yield from (_columns(row) for row in model._default_manager.filter(practice=member.practice_id))


def _columns(row: Any) -> dict[str, Any]:
    return {"model": type(row).__name__, **{one.attname: getattr(row, one.attname) for one in row._meta.fields}}


SHIPPED = frozenset(labels.shipped())


def _alike(row: dict[str, Any], known: set[UUID], begun: datetime) -> str:
    """A row as text, where ids and labels that were drawn anew, and the present time, look alike."""
    return repr({name: _plain(name, value, known, begun) for name, value in row.items()})


def _plain(name: str, value: Any, known: set[UUID], begun: datetime) -> Any:
    if isinstance(value, UUID):
        return value if value in known else "drawn"
    if isinstance(value, datetime):
        # Held against one moment for all that is compared: by the clock, a row could grow old in between.
        return value if abs(begun - value) > timedelta(minutes=2) else "now"
    return "drawn" if name in ("code_label", "label") and value in SHIPPED else value
