"""Run with an installation's environment: answers lines of JSON about it, so that a test need not start Python anew."""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from waveback.people import actions as people  # noqa: E402 - Django must be set up first
from waveback.people.models import Member  # noqa: E402
from waveback.phone import actions, queries  # noqa: E402
from waveback.phone.models import Device, Held  # noqa: E402
from waveback.rehearsal import queries as rehearsal  # noqa: E402
from waveback.steps.document.models import RunIn  # noqa: E402


def member(name: str = "Ruth") -> Member:
    return next(one for one in Member.objects.select_related("practice", "user") if one.name.startswith(name))


def begin(people_named: list[str]) -> list[str]:
    """Found Ruth's practice with these clients, and Omar's. The clients' labels, in order."""
    ruth = people.claim_installation(
        token=people.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
        profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
        password="a boat on the quiet lake")[0]  # fmt: skip
    people.found_practice(
        practice=people.PracticeDetails("Harbour Practice", "America/Chicago", "apa"),
        owner=people.OwnerDetails("Omar Haddad", "omar@example.org", "a boat on the quiet lake", "PhD"),
    )
    labels = []
    for name in people_named:
        client = people.open_client(member=ruth, details=people.ClientDetails(legal_name=name))
        labels.append(client.code_label)
    return labels


def session(name: str) -> str:
    """The key of a session in which they have just signed in: so many in a minute the sign-in page would refuse."""
    user, made = member(name.capitalize()).user, SessionStore()
    made[SESSION_KEY], made[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    made[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    made["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    made["account_authentication_methods_user"] = str(user.pk)
    made.save()
    return str(made.session_key)


def code(name: str = "Ruth") -> str:
    return actions.new_code(member=member(name))


def shared() -> Device:
    """The phone of which each test has a copy: the first that was paired, whatever a test has paired since."""
    return Device.objects.filter(member=member()).earliest("paired_at")


def pin(pin: str) -> None:
    actions.set_pin(member=member(), device=shared(), pin=pin)


def end(device: str = "") -> None:
    """End the phone that all share, or this one."""
    actions.end(member=member(), device=Device.objects.get(pk=device) if device else shared())


def pair_again() -> None:
    """What a test ended works again: the next test's phone is a copy of the same one."""
    Device.objects.update(ended_at=None, pin="", pin_failures=0)


def arrived(word: str) -> list[dict[str, Any]]:
    found = []
    for run_in in RunIn.objects.filter(author=member()).select_related("client").order_by("received_at"):
        told = {
            **run_in.noted,
            "who": run_in.who or "",
            "label": run_in.client.code_label if run_in.client else "",
            "state": run_in.state,
            "happened_at": run_in.happened_at.isoformat(),
            "captured_at": run_in.captured_at and run_in.captured_at.isoformat(),
            "received_at": run_in.received_at.isoformat(),
            "clock_offset": run_in.clock_offset,
        }
        if word in json.dumps(told, ensure_ascii=False):
            found.append(told)
    return found


def held() -> list[str]:
    """Why what waits for Ruth's decision was set apart."""
    return [one.reason for one in queries.waiting(member())]


def forget_held() -> None:
    Held.objects.all().delete()


def elsewhere() -> int:
    """How many run-ins and entries set apart belong to anybody but Ruth."""
    ruth = member()
    return RunIn.objects.exclude(author=ruth).count() + Held.objects.exclude(member=ruth).count()


def practised() -> int:
    """How many scenes Ruth's cards count as seen."""
    known = rehearsal.held(member())
    return sum(sum(card.scenes.values()) for card in known.cards.values()) if known else 0


ACTS = {
    act.__name__: act
    for act in (begin, session, code, pin, end, pair_again, arrived, held, forget_held, elsewhere, practised)
}

for line in sys.stdin:
    told = json.loads(line)
    sys.stdout.write(json.dumps(ACTS[told.pop("what")](**told)) + "\n")
    sys.stdout.flush()
