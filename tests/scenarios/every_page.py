"""Every page there is, in the demonstration: where it lies, who is in, and what must hold of it however it is shown.

The list is `tests/access_table.py`: a route that is new there is opened here too, or named below with the reason.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests import access_table as table
from tests.access_table import TABLE, Route
from tests.installations import Installation, Places, serving

HOME = Path(__file__).resolve().parents[2]

# Routes that answer GET, yet show no page of their own.
WITHOUT_A_PAGE = {
    "mfa_login_webauthn": "leads back to the sign-in unless a script asks",
    "exchange:rows": "a file to keep",
    "phone:shell": "the app, which is walked view by view in tests/scenarios/phone",
    "phone:worker": "a script",
    "phone:manifest": "what the phone reads to put the app on its home screen",
    "phone:kit": "asked by the app, answered in JSON",
    "phone:unlocked": "asked by the app, answered in JSON",
    "policy:text": "a file to keep",
    "policy:leaflet": "a file to keep",
    "boundaries:wallet": "a file to keep",
    "discussion:evidence_pdf": "a file to keep",
    "discussion:scan_page": "a picture, shown on the page of its answer",
    "discussion:packet_pdf": "a file to keep",
    "discussion:packet_docx": "a file to keep",
    "discussion:blank_pdf": "a file to keep",
    "discussion:blank_docx": "a file to keep",
    "discussion:paste_text": "a file to keep",
    "discussion:paste_html": "a file to keep",
    "discussion:paste_docx": "a file to keep",
    "policy:html": "a file to keep",
    "rehearsal:cards_pdf": "a file to keep",
    "rehearsal:due": "values for a phone",
    "discussion:client_card": "a file to keep",
}

# Addresses that show something else when something is asked in them.
BESIDES = (
    ("people:clients, searched", "/clients/?q=a"),
    ("document:index, drafts", "/run-ins/?state=draft"),
    ("document:index, to revisit", "/run-ins/?state=revisit"),
    ("document:capture, for a client", "/run-ins/new/?client={client}"),
    ("document:capture, online", "/run-ins/new/?online=1"),
    ("document:note, a draft", "/run-ins/{drafted}/"),
    ("document:note, in error", "/run-ins/{in_error}/"),
    ("policy:clause, the last", "/policy/questions/33/"),
    ("policy:version, in another language", "/policy/versions/{version}/?language=es"),
    ("nothing there", "/clients/00000000-0000-4000-8000-000000000000/"),
)

# A row for every word in braces: what the demonstration holds, and what a practice holds only for a moment.
ROWS = """
import json, sys, time, django; django.setup()
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from django.apps import apps
from django.conf import settings
from django.test import Client
from tests import access_world as world
from tests.days import today
from tests.steps import run_ins
from waveback.exchange import actions as exchange
from waveback.people import actions as people, queries
from waveback.steps.boundaries import actions as boundaries, rules as overlaps
member = queries.owners(queries.practices()[0])[0]
def of(model): return apps.get_model(model).objects.filter(practice=member.practice_id)
from waveback.steps.policy import actions as policy
draft = of("policy.PolicyDraft").first()
opted = policy.answer_clause(member=member, number="1", answer={"option": "opt_in", "own_words": ""},
                             revision=draft.revision if draft else 0)
from waveback.steps.policy import queries as policies
policy.review_language(member=member, language="es", by="Ana Torres", on=today(),
                       revision=policies.in_language(member.practice, "es").revision)
policy.publish_version(member=member, revision=opted)
version = of("policy.Version").order_by("number").last()
taken_back = of("discussion.Withdrawal").values_list("acknowledgement_id", flat=True)
known = of("discussion.Acknowledgement").exclude(wishes_id=None).exclude(pk__in=taken_back).order_by("pk")
notes = of("document.RunIn").filter(signed_at__isnull=False, in_error_at=None)
from waveback.steps.client_leads import queries as leads, rules as wishes
done = next(one for one in known if notes.filter(client=one.client_id).exists()
            and not wishes.no_contact(leads.wishes(member, one.client).choices))
client = done.client
busy = set(of("discussion.Talk").values_list("client_id", flat=True)) | {client.pk}
other = of("people.Client").filter(ended_at=None).exclude(pk__in=busy).order_by("pk").first()
from waveback.steps.discussion import actions as discussion, queries as talks
talk = talks.paused(member, client) or discussion.begin(member=member, client=client, version=version)
answered = world._answered(member, other, version, "I would rather be asked first.")
session = people.schedule_session(member=member, client=client, starts_at=datetime.now(UTC) + timedelta(days=2),
                                  minutes=50)
note = notes.filter(client=client).order_by("happened_at").last()
wrong = run_ins.signed(member, client)
from waveback.steps.document import actions as document
document.enter_in_error(member=member, run_in=wrong, reason="It was somebody else.", proof=run_ins.PROOF)
plan = boundaries.agree_plan(
    member=member, client=client, on=queries.practice_time(member.practice, datetime.now(UTC)).date(), source="told_me",
    plan=overlaps.plan({"place": "sport", "often": "weekly", "named": "", "they_words": "They nod.",
                        "i_words": "I nod back."}))
def paper():
    # A page as a scan leaves it: pale, with a few lines on it.
    from io import BytesIO
    from PIL import Image, ImageDraw
    page, kept = Image.new("L", (600, 850), 244), BytesIO()
    for at in range(90, 700, 34): ImageDraw.Draw(page).line((70, at, 530 - at % 90, at), fill=90, width=3)
    page.save(kept, "JPEG")
    return kept.getvalue()
scanned = discussion.Scanned(uuid4(), [paper()], [])
scan = discussion.keep_scan(member=member, client=client, beside=done, scanned=scanned)
rows = {
    "client": client.pk, "other_client": other.pk, "session": session.pk, "version": version.pk, "talk": talk.pk,
    "list": exchange.keep_file(member=member, content=open(sys.argv[1], "rb").read()).pk,
    "answered": answered.pk, "acknowledgement": done.pk, "wishes": done.wishes_id, "signed": note.pk,
    "asked": run_ins.said_by_client(member, note, "amendment", "It was a Tuesday.").pk, "in_error": wrong.pk,
    "drafted": run_ins.drafted(member, client).pk, "plan": plan.chain,
    "job": world._jobs(member, "A year of notes"), **world._phones(member, "We met at the market.", "Old phone"),
    "jotted": run_ins.captured(member, None, who="the tall one from Tuesday").pk,
    **world._threads(member, client, "What to say to the children"),
    "suggestion": world._suggested(member, note.pk),
    **world._packets(member, client, version),
    "export": world._exports(member, client, "They nod"),
    "greet_first": world._greets_first(member, client, "They would rather not, for now."), "scan": scan.pk,
    "evidence": world._evidence(member, client, done, "They nod"),
}
from waveback.rehearsal import actions as rehearsal
rehearsal.begin(member=member, at=datetime.now(UTC))
def session_of(**also):
    browser = Client()
    browser.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    kept = browser.session
    # Confirmed for as long as the walk takes.
    kept["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3000, "reauthenticated": True}]
    kept["account_authentication_methods_user"] = str(member.user.pk)
    kept.update(also)
    kept.save()
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
now = int(time.time())
cookies = {"plain": session_of(discreet=False), "discreet": session_of(discreet=True),
           "locked": session_of(locked=True, seen=now, began=now)}
print(json.dumps({"rows": {name: str(value) for name, value in rows.items()}, "cookies": cookies,
                  "name": settings.SESSION_COOKIE_NAME}))
"""

# An app, a passkey and recovery codes, once the page for a member without an app was seen.
FACTORS = """
import django; django.setup()
from tests import access_world as world
from waveback.people import queries
print(world._factors(queries.owners(queries.practices()[0])[0], "My phone"))
"""


@dataclass(frozen=True)
class Shown:
    """One page: its name, where it lies, and who looks: "in", "out", "half" or "locked"."""

    name: str
    path: str
    who: str = "in"

    @property
    def is_print(self) -> bool:
        return self.name.endswith(":print")


@dataclass
class Practice:
    """The demonstration, served. `password`: of the only member."""

    installation: Installation
    url: str
    password: str
    rows: dict[str, str]
    cookies: dict[str, str]
    cookie: str

    def context(self, browser: Browser, who: str, **given: Any) -> BrowserContext:
        """A browser in which somebody is "plain", "discreet", "locked", "half" in, or "out"."""
        context = browser.new_context(locale="en-US", timezone_id="UTC", reduced_motion="reduce", **given)
        context.set_default_timeout(15_000)
        if who in self.cookies:
            context.add_cookies([{"name": self.cookie, "value": self.cookies[who], "url": self.url}])
        if who == "half":
            page = context.new_page()
            page.goto(self.url + "/sign-in/")
            page.get_by_label("E-mail", exact=True).fill("ruth@example.org")
            page.get_by_label("Password", exact=True).fill(self.password)
            page.get_by_role("button", name="Continue").click()
            page.wait_for_url("**/sign-in/second/")
            page.close()
        return context


WHO = {
    table.MEMBERS: "in",
    table.ANYBODY: "out",
    table.SIGNING_IN: "out",
    table.SECOND_STEP: "half",
    table.AT_THE_LOCK: "locked",
    table.CLAIMING: "out",
    table.LEAVING: "in",
}


def _has_a_page(route: Route) -> bool:
    return "GET" in route.answers and route.name not in WITHOUT_A_PAGE


def pages(rows: dict[str, str]) -> list[Shown]:
    """Every page of the access table, then those that are another page when they are asked otherwise."""
    listed = [Shown(one.name, one.path.format(**rows), WHO[one.door]) for one in TABLE if _has_a_page(one)]
    return listed + [Shown(name, path.format(**rows)) for name, path in BESIDES]


@contextmanager
def demonstration(folder: Path) -> Iterator[Practice]:
    """The invented practice of `waveback demo`, with a row of everything, served."""
    places = Places(folder)
    try:
        place = places.empty("demonstration")
        place.environment["PYTHONPATH"] += f":{HOME}"
        filled = place.run("demo")
        assert filled.returncode == 0, filled.stdout + filled.stderr
        path = HOME / "tests" / "data" / "clients-simplepractice-like.csv"
        made = json.loads(place.python(ROWS.replace("sys.argv[1]", repr(str(path)))).splitlines()[-1])
        with serving(place) as (port, _):
            password = filled.stdout.split()[-1]
            yield Practice(place, f"http://localhost:{port}", password, made["rows"], made["cookies"], made["name"])
    finally:
        places.clear()


def walk(practice: Practice) -> Iterator[Shown]:
    """Every page; first the one that only a member without an app sees, after which there is a second step."""
    first = "mfa_activate_totp"
    if "passkey" not in practice.rows:
        yield next(one for one in pages({**practice.rows, "passkey": "0"}) if one.name == first)
        practice.rows["passkey"] = practice.installation.python(FACTORS).split()[-1]
    yield from (one for one in pages(practice.rows) if one.name != first)


# What axe does not look at: what hangs over the edge, how many headings, what is too small to be tapped.
LOOK = """() => {
    const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: false})
        && one.getClientRects().length > 0;
    const named = (one) => `${one.localName}${one.id ? "#" + one.id : ""}.${[...one.classList].join(".")}`
        + ` “${(one.innerText || one.value || one.getAttribute("aria-label") || "").trim().slice(0, 40)}”`;
    const wrong = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > innerWidth) {
        const over = [...document.body.querySelectorAll("*")].filter((one) => seen(one)
            && one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("[tabindex='0'], .scroll"));
        wrong.push(`${page.scrollWidth - innerWidth} px hang over: ${over.slice(-2).map(named).join(", ")}`);
    }
    const headings = [...document.querySelectorAll("h1")].filter(seen);
    if (headings.length !== 1) wrong.push(`${headings.length} headings of the first level`);
    for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (seen(one) && !one.labels?.length && !one.ariaLabel && !one.getAttribute("aria-labelledby"))
            wrong.push(`no label: ${named(one)}`);
    }
    const inText = (one) => getComputedStyle(one).display === "inline";
    for (const one of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select")) {
        if (!seen(one) || one.closest(".skip, .sr")) continue;
        const choice = one.matches("[type=radio], [type=checkbox]") && one.labels?.[0];
        const box = (choice || one).getBoundingClientRect();
        const own = one.getBoundingClientRect();
        const height = Math.max(box.height, own.height), width = Math.max(box.width, own.width);
        const button = one.matches("button, .btn, [role=button], input, select");
        const least = button ? 44 : inText(one) ? 0 : 24;
        if (height < least - 0.5 || width < Math.min(least, 24) - 0.5)
            wrong.push(`${Math.round(width)} × ${Math.round(height)} px: ${named(one)}`);
    }
    return wrong;
}"""

# On paper there is nothing to be tapped, and the page says what it is about.
ON_PAPER = """(silent) => {
    const shown = (one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length > 0;
    const left = ".masthead, .places, .skip, .bar, .btn, nav, .no-print, button, [type=submit], [type=file]";
    const found = [...document.querySelectorAll(left)].filter(shown)
        .map((one) => `on paper: ${one.localName}.${one.className}`);
    if (silent) return found;
    if (![...document.querySelectorAll("h1, h2")].some(shown)) found.push("on paper: no heading");
    const said = [...document.querySelectorAll(".paper-foot, main .tailnote, main .meta")].filter(shown)
        .map((one) => one.innerText).join(" ");
    if (!/Printed .*\\d{4}, \\d{2}:\\d{2} \\S+/.test(said)) found.push("on paper: who printed it, and when");
    return found;
}"""

# What is handed to clients or carried in a pocket says nothing of who printed it.
HANDED_OUT = {"policy:print", "boundaries:card", "desk:card"}

# On a discreet screen nothing goes on paper but the sentence that says so; a paper of its own is in plain words.
REFUSED = """() => {
    const shown = (one) => one.checkVisibility() && one.getClientRects().length > 0;
    const refused = document.querySelector(".paper-refused");
    if (!refused) return ["no sentence"];
    const more = [...document.querySelectorAll("main, main *")].some(shown);
    return shown(refused) && !more ? [] : ["not the sentence alone"];
}"""


def faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(LOOK)
    return found


def press_on(page: Page) -> None:
    """Where a print asks first, as it is suggested."""
    if (asks := page.locator("main form button.primary[type=submit], main form button.primary:not([type])")).count():
        with page.expect_navigation():
            asks.first.click()


def narrow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width < 900 else 900})
