"""Two practices with a row of everything, and a browser for everybody who may ask.

Everything that Ruth's people wrote carries one word, so that a page that shows any of it to somebody else is found.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client as Browser
from django.test import RequestFactory
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from tests import access_table as table
from tests.conftest import PASSWORD, signed_in
from tests.days import today
from tests.phone.phones import envelope
from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, said_by_client, signed
from waveback.exchange import actions as exchange
from waveback.exchange import filed_actions as filing
from waveback.exchange import record_actions as exporting
from waveback.exchange.record_making import Wanted
from waveback.exchange.record_queries import Chosen
from waveback.ground import jobs
from waveback.ground.jobs.models import Job
from waveback.ground.vault.rows import change
from waveback.people import actions as people
from waveback.people import drafts
from waveback.phone import actions as phones
from waveback.phone.queries import waiting as waiting_entries
from waveback.rehearsal import actions as rehearsal
from waveback.rehearsal import queries as rehearsals
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries import rules as overlaps
from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads import rules as wishes
from waveback.steps.discussion import actions as discussion
from waveback.steps.discussion import queries as talks
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.revisit import actions as revisit
from waveback.steps.revisit import queries as revisits

CANARY = "zebrafinch"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class World:
    """One practice. `rows`: the ids that the table's addresses name."""

    owner: Any
    rows: dict[str, str] = field(default_factory=dict)


def furnish(owner: Any, word: str, openly: str = "") -> World:
    """A row of everything, with `word` in each text, through the rooms' own actions.

    openly: what stands instead in the policy, which is handed to everybody, and in the names of a passkey and a phone.
    """
    world = World(owner)
    version = _policy(owner, openly or word)
    one, other = (_client(owner, f"{word} {name}") for name in ("Lindqvist", "Okafor"))
    session = people.schedule_session(
        member=owner, client=one, starts_at=datetime.now(UTC) + timedelta(days=2), minutes=50
    )
    acknowledged, talk, answered = _talks(owner, one, other, version, word)
    world.rows = {
        "job": _jobs(owner, word),
        "client": one.pk,
        "other_client": other.pk,
        "session": session.pk,
        "list": exchange.keep_file(member=owner, content=f"Name,Email\n{word},no address\n".encode()).pk,
        "version": version.pk,
        "talk": talk.pk,
        "answered": answered.pk,
        "acknowledgement": acknowledged.pk,
        "passkey": _factors(owner, openly or word),
        "wishes": acknowledged.wishes_id,
        **_run_ins(owner, one, word),
        "plan": _plans(owner, one, word),
    }  # fmt: skip
    world.rows |= _threads(owner, one, word)
    world.rows |= _packets(owner, one, version)
    world.rows["export"] = _exports(owner, one, word)
    world.rows["greet_first"] = _greets_first(owner, one, word)
    world.rows["scan"] = _scans(owner, one, acknowledged, word)
    world.rows["evidence"] = _evidence(owner, one, acknowledged, word)
    world.rows |= _phones(owner, word, openly or word)
    _practises(owner, word)
    world.rows["suggestion"] = _suggested(owner, world.rows["signed"])
    world.rows = {name: str(value) for name, value in world.rows.items()}
    drafts.keep(member=owner, path="/run-ins/new/", data={"line": [word]})
    return world


def _phones(owner: Any, word: str, name: str) -> dict[str, Any]:
    """A phone in use, and an entry that was set apart because it came from one that was ended."""
    phone, _ = phones.pair(typed=phones.new_code(member=owner), name=name)
    ended, _ = phones.pair(typed=phones.new_code(member=owner), name=name)
    phones.end(member=owner, device=ended)
    sealed = envelope(ended, uuid4(), fields={"who": word, "line": word})
    phones.receive(sent=sealed, hands=ended, session=None)
    return {"phone": phone.pk, "held": waiting_entries(owner)[-1].id}


def _jobs(owner: Any, word: str) -> UUID:
    """A piece of work that waits, as its worker would leave it, beside one that is done."""
    asked = {"practice": owner.practice_id, "member": owner.pk, "kind": "none", "args": {"word": word}}
    waiting, made = jobs.begin(**asked), jobs.begin(**asked)
    change(
        Job.objects.get(id=made),
        where={},
        state="done",
        ended_at=datetime.now(UTC),
        about={"name": word, "mime": word},
        result=word.encode(),
    )
    return waiting


def _policy(owner: Any, word: str) -> Any:
    words = {"option": "two_minutes", "own_words": f"I say goodbye soon, {word}."}
    revision = policy.answer_clause(member=owner, number="5", answer=words, revision=0)
    revision = policy.answer_clause(
        member=owner, number="1", answer={"option": "opt_in", "own_words": ""}, revision=revision
    )
    _in_spanish(owner, word)
    return policy.publish_version(member=owner, revision=revision)


def _in_spanish(owner: Any, word: str) -> None:
    """The draft in Spanish, whole and read over, so that it is published with the version."""
    policy.begin_language(member=owner, language="es")
    revision = policy.translate(
        member=owner, language="es", said={"5": ("Cuánto hablamos", f"Me despido pronto, {word}.")}, revision=1
    )
    day = today()
    policy.review_language(member=owner, language="es", by=word, on=day, revision=revision)


def _client(owner: Any, name: str) -> Any:
    details = people.ClientDetails(
        legal_name=name, name_used=name, email=f"{name[:10]}@example.org", phone=name, outside_id=name, guardian=name
    )
    return people.open_client(member=owner, details=details)


def _talks(owner: Any, one: Any, other: Any, version: Any, word: str) -> tuple[Any, Any, Any]:
    """One talk-through recorded, one under way, one answered and not recorded."""
    done = _answered(owner, one, version, word)
    acknowledged = discussion.acknowledge(
        member=owner, client=one, talk=done, shown=(version.pk, version.text_hash), said_by="", presence="",
        factor="password", language="en",
    )  # fmt: skip
    talk = discussion.begin(member=owner, client=one, version=version)
    discussion.keep(talk=talk, revision=1, part=2, fields={"note": word})
    discussion.withdraw(member=owner, client=one, answer=acknowledged, words=word, on=today(), factor="password")
    discussion.ask_again(member=owner, client=one, words=word, id=uuid4())
    discussion.set_signing(member=owner, client=one, who="guardian", guardian_reads=True, reason=word, seen=0)
    discussion.add_participant(member=owner, client=other, label=word, id=uuid4())
    return acknowledged, talk, _answered(owner, other, version, word)


def _packets(owner: Any, client: Any, version: Any) -> dict[str, Any]:
    """One for the client and one for nobody."""
    told = {"member": owner, "version": version, "language": "en", "paper": "a4"}
    return {
        "packet": discussion.make_packet(client=client, id=uuid4(), **told).pk,
        "blank_packet": discussion.make_packet(client=None, id=uuid4(), **told).pk,
    }


def _greets_first(owner: Any, client: Any, word: str) -> Any:
    """Allowed, ended for a reason, and allowed again."""
    day = today()
    leads.allow_greet_first(member=owner, client=client, evidence=uuid4(), on=day)
    leads.end_greet_first(member=owner, client=client, on=day, reason=word)
    signed = discussion.sign_greet_first(
        member=owner, client=client, id=uuid4(), way="paper", name=word, on=day, factor="password", language="en",
        kept=word,
    )  # fmt: skip
    return signed.pk


def _scans(owner: Any, client: Any, answer: Any, word: str) -> Any:
    """One that is right and one that is not; what a picture holds does not matter here."""
    for _ in range(2):
        scanned = discussion.Scanned(uuid4(), [word.encode()], [word])
        kept = discussion.keep_scan(member=owner, client=client, scanned=scanned, beside=answer)
    right = kept.pk
    wrong = talks.scans_beside(owner, client, answer)[0].row
    discussion.mark_scan_wrong(member=owner, client=client, scan=wrong, reason=word)
    return right


def _evidence(owner: Any, client: Any, answer: Any, word: str) -> Any:
    """A copy that was handed over, and one sealed file; what it holds does not matter here."""
    discussion.hand_copy(member=owner, client=client, answer=answer, how="paper", on=today())
    file = {"kind": "evidence", "turn": 1, "content": word.encode(), "covers": {"said": word}}
    return discussion.keep_evidence(member=owner, client=client, about=answer, **file).pk


def _answered(owner: Any, client: Any, version: Any, word: str) -> Any:
    talk = discussion.begin(member=owner, client=client, version=version)
    chosen = {
        **wishes.Choices().as_dict(),
        "note": word,
        "spoken_name": word,
        "situations": {"friends": {"introduction": word}},
        "introduction": "said",
        "questions": word,
        "teach_back": word,
        "agreed": word,
    }
    chosen = {name: value for name, value in chosen.items() if name != "introduction"}
    discussion.keep(talk=talk, revision=1, part=2, fields=chosen)
    talk = talks.paused(owner, client)
    held = talks.wishes_held(owner, client)
    seen = str(held.pk) if held else ""
    given = {"state": "accepted", "way": "typed", "name": client.name, "consents": True, "seen": seen}
    discussion.answer(
        member=owner, talk=talk, revision=talk.revision, read_back=word, shown=(version.pk, version.text_hash),
        given=given,
    )  # fmt: skip
    return talks.paused(owner, client)


def _plans(owner: Any, client: Any, word: str) -> Any:
    """One plan in force, and one that has ended."""
    words = {"named": word, "they_words": word, "i_words": word}
    agreed = overlaps.plan({"place": "sport", "often": "weekly", **words})
    day = today() - timedelta(days=1)
    told = {"member": owner, "client": client, "plan": agreed, "on": day, "source": "told_me"}
    over = boundaries.agree_plan(**told)
    boundaries.end_plan(member=owner, plan=over.pk, reason=word)
    return boundaries.agree_plan(**told).chain


def _run_ins(owner: Any, client: Any, word: str) -> dict[str, Any]:
    whole = {**WHOLE, **dict.fromkeys(("line", "fact", "impact", "plan"), word)}
    note, wrong = signed(owner, client, whole, ease=4), signed(owner, client, whole)
    document.add(member=owner, run_in=note, addendum_id=uuid4(), reason="addition", text=word, proof=PROOF)
    asked = said_by_client(owner, note, "amendment", word)
    document.enter_in_error(member=owner, run_in=wrong, reason=word, proof=PROOF)
    told = {"outcome": "done", "words": word, "ease": 4, "topics": word, "themes": [], "next": "", "reason": ""}
    revisit.keep(member=owner, run_in=note, revision=0, told=told)
    _filed(owner, note)
    return {
        "signed": note.pk,
        "asked": asked.pk,
        "in_error": wrong.pk,
        "drafted": drafted(owner, client, whole).pk,
        "jotted": captured(owner, None, who=word, facts={"line": word}).pk,
    }


def _filed(owner: Any, note: Any) -> None:
    """Filed in another system, and then something was added to it."""
    filing.file(member=owner, run_in=note, about=note.pk, system="jane", on=today(), id=uuid4())
    document.add(member=owner, run_in=note, addendum_id=uuid4(), reason="addition", text="Later.", proof=PROOF)


def _exports(owner: Any, client: Any, word: str) -> Any:
    """One export that was made, and one that is being prepared, with something covered."""
    wanted = Wanted(Chosen(parts=("plans",)), purpose=word, recipient=word)
    exporting.export(member=owner, client=client, wanted=wanted)
    draft = exporting.prepare(member=owner, client=client, wanted=wanted)
    exporting.cover(member=owner, client=client, draft=draft, passages=[word], item="", reason="another")
    return draft.pk


def _threads(owner: Any, client: Any, word: str) -> dict[str, Any]:
    """A topic with an entry, a private note, an answer about run-ins that repeat."""
    day = today()
    told = {"member": owner, "client": client}
    topic = revisit.add_topic(**told, words=word, theme="safety", goal=word, id=uuid4())
    revisit.add_entry(**told, topic=topic.pk, seen=0, kind="again", on=day, words=word, id=uuid4())
    revisit.answer_repeat(**told, kind="not_now", on=day, words=word, id=uuid4())
    private = revisit.write_process_note(**told, text=word, id=uuid4())
    return {"topic": topic.pk, "process_note": private.pk}


def _suggested(owner: Any, note_id: Any) -> Any:
    """A clause to look at again after what was said."""
    revisit.suggest_policy(member=owner, run_in=revisits.to_revisit(owner, note_id), clause=1)
    return revisits.policy_suggestions(owner)[-1].id


def _practises(owner: Any, word: str) -> None:
    """A finished scene, and a round in which a line was typed."""
    now = datetime.now(UTC)
    rehearsal.begin(member=owner, at=now)
    while True:
        rehearsal.answer(member=owner, step=_round(owner).step, way="typed", given=f"Hello, {word}.", at=now)
        if _round(owner).is_last_turn:
            return
        rehearsal.go_on(member=owner, step=_round(owner).step)


def _round(owner: Any) -> rehearsals.Round:
    found = rehearsals.open_round(rehearsals.held(owner))
    assert found is not None
    return found


@contextmanager
def acting(member: Any) -> Any:
    request = RequestFactory().get("/")
    request.user = member.user
    with context.request_context(request):
        yield


def _factors(owner: Any, word: str) -> int:
    with acting(owner):
        TOTP.activate(owner.user, SECRET)
        RecoveryCodes.activate(owner.user)
    made = {"name": f"{word} key", "passwordless": True, "credential": _credential()}
    return Authenticator.objects.create(user=owner.user, type="webauthn", data=made).pk


def _credential() -> dict[str, Any]:
    """What a browser sends when a passkey is made: enough of it for the passkey to be listed and offered."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(bytes(16), b"a passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    shown = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, made), {})
    said = b'{"type":"webauthn.create","challenge":"AA","origin":"http://localhost"}'
    told = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(shown)}
    name = websafe_encode(b"a passkey")
    return {"id": name, "rawId": name, "type": "public-key", "response": told, "clientExtensionResults": {}}


def browser_of(state: str, ruth: Any, omar: Any) -> Browser:
    """Somebody's browser. Suspended and departed members had signed in before."""
    if state == table.STRANGER:
        return signed_in(omar)
    if state == table.VISITOR:
        return Browser()
    if state == table.HALF:
        return _half(ruth)
    browser = signed_in(ruth)
    if state == table.LOCKED:
        browser.post("/lock/")
    if state in (table.SUSPENDED, table.DEPARTED):
        column = "suspended_at" if state == table.SUSPENDED else "left_at"
        type(ruth).objects.filter(pk=ruth.pk).update(**{column: datetime.now(UTC)})
    return browser


def _half(ruth: Any) -> Browser:
    browser = Browser()
    answer = browser.post("/sign-in/", {"login": ruth.user.email, "password": PASSWORD})
    assert answer["Location"] == "/sign-in/second/"
    return browser


def confirm_again(browser: Browser, member: Any) -> None:
    """The five minutes begin anew."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(member.user.pk)
    session.save()
