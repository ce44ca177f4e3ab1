"""Run-ins at every stage, for the tests of steps 6 and 7 and of the desk."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from waveback.people import queries as people
from waveback.people.access import Reauthentication
from waveback.steps.document import actions, queries

CAPTURED: dict[str, Any] = {
    "place": "shop",
    "saw": "both",
    "hello": "they",
    "they_with": ["family"],
    "i_with": "alone",
    "introduced": "not_at_all",
    "said": "chit_chat",
    "line": "Talked about apples.",
}
WHOLE: dict[str, Any] = CAPTURED | {
    "channel": "in_person",
    "knew": "both",
    "led": ["spoke"],
    "responded": ["greeted", "short"],
    "infer": "acquainted",
    "chance": "chance",
    "lasted": "moment",
    "deviated": "no",
    "fact": "We met at the market. She waved first.",
    "impact": "She seemed at ease.",
    "plan": "Offer once at the next session.",
}
PROOF = Reauthentication("password", datetime(2026, 11, 23, 18, tzinfo=UTC))


def captured(member: Any, client: Any, **given: Any) -> Any:
    """A run-in put down just now, unless said otherwise."""
    told = {
        "capture_key": uuid4(),
        "who": "",
        "facts": CAPTURED,
        "happened_at": datetime.now(UTC) - timedelta(hours=1),
        "approximately": False,
        "captured_at": None,
        "ease": None,
    }
    run_in = actions.capture(member=member, client=client, **(told | given))
    return queries.run_in(member, run_in.pk)


def drafted(member: Any, client: Any, facts: dict[str, Any] = WHOLE, **given: Any) -> Any:
    """A note that can be signed."""
    run_in = captured(member, client, **given)
    actions.finish(
        member=member,
        run_in=run_in,
        revision=run_in.revision,
        facts=facts,
        happened_at=run_in.happened_at,
        approximately=False,
    )
    return queries.run_in(member, run_in.pk)


def signed(member: Any, client: Any, facts: dict[str, Any] = WHOLE, **given: Any) -> Any:
    run_in = drafted(member, client, facts, **given)
    actions.sign(member=member, run_in=run_in, revision=run_in.revision, proof=PROOF)
    return queries.run_in(member, run_in.pk)


def said_by_client(
    member: Any, run_in: Any, kind: str = "account", text: str = "I was glad you waved.", **given: Any
) -> Any:
    """The client's own account beside a signed note, or a correction they ask for, said on the day itself."""
    on = people.practice_time(member.practice, run_in.happened_at).date()
    told = {"given_on": on, "proof": PROOF} | given
    return actions.add_client_text(member=member, run_in=run_in, kind=kind, text=text, **told)
