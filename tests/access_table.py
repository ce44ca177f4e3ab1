"""Who gets what from every address: the one table that `test_access.py` walks through.

A route that is missing here, or stands here and is gone, fails the build. Each row says which door the
route stands behind, and what whoever may pass is answered, method by method, when a form is sent empty.
`DOORS` says what everybody else is answered. A word in braces is a row of the practice that is asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
OWNER, STRANGER = "the owner", "another practice's owner"
VISITOR, HALF, LOCKED = "signed out", "half signed in", "locked"
SUSPENDED, DEPARTED = "suspended", "departed"
STATES = (OWNER, STRANGER, VISITOR, HALF, LOCKED, SUSPENDED, DEPARTED)

# What an answer is: a status, or one of these.
PASS = "as the row says"
SIGN_IN = "led to the sign-in"
LOCK = "led to the lock"
SECOND = "led to the second step"
HOME = "led to Today"
ABSENT = "as what never was"
REFUSED = "the method is refused"

MEMBERS, ANYBODY, SIGNING_IN, SECOND_STEP, AT_THE_LOCK, KEEPING, CLAIMING, LEAVING, DEVELOPERS, ON_A_PHONE = range(10)

_SHUT = {VISITOR: SIGN_IN, HALF: SIGN_IN, LOCKED: LOCK, SUSPENDED: SIGN_IN, DEPARTED: SIGN_IN}
_OPEN = dict.fromkeys(STATES, PASS)
DOORS: dict[int, dict[str, str | int]] = {
    # Members of a practice. What is another practice's does not exist: see `Route.one_of_ours`.
    MEMBERS: {OWNER: PASS, STRANGER: PASS, **_SHUT},
    ANYBODY: {**_OPEN, LOCKED: LOCK},
    # Who is in is led home, who is half in to the second step. Home leads who is locked to the lock.
    SIGNING_IN: {**_OPEN, HALF: SECOND, OWNER: HOME, STRANGER: HOME, LOCKED: HOME},
    SECOND_STEP: {OWNER: HOME, STRANGER: HOME, **_SHUT, HALF: PASS},
    AT_THE_LOCK: {**_SHUT, OWNER: HOME, STRANGER: HOME, LOCKED: PASS},
    # A draft is taken in also while locked: it shows nothing. Others get a bare refusal.
    KEEPING: {OWNER: PASS, STRANGER: PASS, VISITOR: 401, HALF: 401, LOCKED: PASS, SUSPENDED: 401, DEPARTED: 401},
    # The claim's link is its own key; here it is a wrong one.
    CLAIMING: {**_OPEN, LOCKED: LOCK},
    LEAVING: _OPEN,
    # The app asks in JSON, and is told in JSON why not.
    ON_A_PHONE: {OWNER: PASS, STRANGER: PASS, VISITOR: 401, HALF: 401, LOCKED: 423, SUSPENDED: 401, DEPARTED: 401},
    DEVELOPERS: {**dict.fromkeys(STATES, 404), LOCKED: LOCK},
}


@dataclass(frozen=True)
class Route:
    """One address. `answers`: method → status for whoever may pass; HEAD is as GET, every other one is refused.

    one_of_ours: it is about a row of one practice, so that another practice's owner is answered 404.
    """

    name: str
    path: str
    answers: Mapping[str, int | str]
    door: int = MEMBERS
    one_of_ours: bool = False


def _ours(name: str, path: str, **answers: int) -> Route:
    return Route(name, path, answers, one_of_ours=True)


def _page(name: str, path: str, **answers: int) -> Route:
    return Route(name, path, answers)


TABLE: tuple[Route, ...] = (
    # ground: wording, patterns
    Route("web:wording", "/wording/", {"POST": 303}, ANYBODY),
    Route("web:patterns", "/patterns/", {}, DEVELOPERS),
    # people: signing in and what belongs to it
    Route("account_login", "/sign-in/", {"GET": 200, "POST": 200}, SIGNING_IN),
    Route("mfa_login_webauthn", "/sign-in/passkey/", {"GET": SIGN_IN, "POST": 303}, SIGNING_IN),
    Route("mfa_authenticate", "/sign-in/second/", {"GET": 200, "POST": 303}, SECOND_STEP),
    Route("account_logout", "/sign-out/", {"GET": 200, "POST": 303}, LEAVING),
    Route("lock", "/lock/", {"GET": 200, "POST": LOCK}, AT_THE_LOCK),
    _page("account_reauthenticate", "/confirm/", GET=200, POST=422),
    Route("claim", "/claim/never-a-link/", {"GET": 410, "POST": 410}, CLAIMING),
    Route("keep_draft", "/drafts/", {"POST": 400}, KEEPING),
    _page("here", "/here/", POST=204),
    _page("mfa_index", "/security/", GET=200),
    _page("account_change_password", "/security/password/", GET=200, POST=422),
    _page("end_sessions", "/security/sessions/end/", POST=303),
    # Who has an app is led to where it is removed, whatever they ask.
    Route("mfa_activate_totp", "/security/app/", dict.fromkeys(METHODS, 302)),
    _page("mfa_deactivate_totp", "/security/app/remove/", GET=200, POST=302),
    _page("mfa_add_webauthn", "/security/passkeys/", GET=200, POST=303),
    _ours("mfa_remove_webauthn", "/security/passkeys/{passkey}/remove/", GET=200, POST=302),
    _page("mfa_view_recovery_codes", "/security/recovery-codes/", GET=200),
    _page("mfa_generate_recovery_codes", "/security/recovery-codes/new/", GET=200, POST=302),
    # people: clients and the diary
    _page("people:clients", "/clients/", GET=200, POST=200),
    _page("people:new", "/clients/new/", GET=200, POST=422),
    _ours("people:edit", "/clients/{client}/edit/", GET=200, POST=422),
    _ours("people:end", "/clients/{client}/end/", POST=303),
    _ours("people:reopen", "/clients/{client}/reopen/", POST=303),
    _ours("people:sessions", "/clients/{client}/sessions/", GET=200, POST=422),
    _ours("people:cancel_session", "/clients/{client}/sessions/{session}/cancel/", POST=303),
    # people: work off the request
    _ours("people:job", "/under-way/{job}/", GET=200),
    _ours("people:cancel_job", "/under-way/{job}/cancel/", POST=303),
    _ours("people:take_job", "/under-way/{job}/take/", POST=303),
    _ours("people:begin_job_anew", "/under-way/{job}/again/", POST=303),
    # exchange
    _page("exchange:upload", "/clients/import/", GET=200, POST=422),
    _ours("exchange:preview", "/clients/import/{list}/", GET=200, POST=422),
    _ours("exchange:rows", "/clients/import/{list}/rows.csv", GET=200),
    _ours("exchange:forget", "/clients/import/{list}/forget/", POST=303),
    _page("exchange:unfiled", "/hand-over/", GET=200),
    _page("exchange:system", "/settings/record-system/", GET=200, POST=422),
    _ours("exchange:handover", "/run-ins/{signed}/hand-over/", GET=200),
    _ours("exchange:file", "/run-ins/{signed}/hand-over/filed/", POST=422),
    _ours("exchange:pdf", "/run-ins/{signed}/hand-over/pdf/", POST=200),
    _ours("exchange:not_filed", "/run-ins/{signed}/hand-over/not-filed/", POST=422),
    _ours("exchange:export", "/clients/{client}/export/", GET=200, POST=422),
    _ours("exchange:export_texts", "/clients/{client}/export/{export}/", GET=200),
    _ours("exchange:export_cover", "/clients/{client}/export/{export}/cover/", POST=422),
    _ours("exchange:export_show", "/clients/{client}/export/{export}/show/", POST=422),
    _ours("exchange:export_make", "/clients/{client}/export/{export}/make/", POST=422),
    _ours("exchange:export_forget", "/clients/{client}/export/{export}/forget/", POST=303),
    _ours("exchange:disclosures", "/clients/{client}/disclosures/", GET=200),
    _ours("exchange:print_disclosures", "/clients/{client}/disclosures/print/", POST=200),
    # step 1
    _page("policy:home", "/policy/", GET=200),
    _page("policy:comfort", "/policy/comfort/", GET=200, POST=422),
    _page("policy:clause", "/policy/questions/1/", GET=200, POST=422),
    _page("desk:publish", "/policy/publish/", GET=200, POST=422),
    _ours("policy:version", "/policy/versions/{version}/", GET=200),
    _ours("policy:print", "/policy/versions/{version}/print/", GET=200),
    _ours("policy:copy", "/policy/versions/{version}/copy/", GET=200),
    _ours("policy:text", "/policy/versions/{version}/text/", GET=200),
    _ours("policy:html", "/policy/versions/{version}/html/", GET=200),
    _page("policy:languages", "/policy/languages/", GET=200, POST=422),
    _page("policy:language", "/policy/languages/es/", GET=200, POST=422),
    _ours("policy:leaflet", "/policy/versions/{version}/leaflet.pdf", GET=200),
    _ours("policy:beside", "/policy/versions/{version}/beside/{version}/", GET=200),
    # step 2
    _ours("discussion:talk", "/clients/{client}/talk/", GET=200),
    Route("discussion:still", "/talk/", {"GET": 200}),
    _ours("discussion:ask_again", "/clients/{client}/talk/again/", POST=422),
    _ours("discussion:on_paper", "/clients/{client}/talk/on-paper/", GET=200, POST=422),
    _ours("discussion:greet_first", "/clients/{client}/greet-first/", GET=200, POST=422),
    _ours("discussion:print", "/clients/{client}/talk/{acknowledgement}/print/", GET=200, POST=200),
    _ours("discussion:who_signs", "/clients/{client}/talk/who-signs/", GET=200, POST=422),
    _ours("discussion:people", "/clients/{client}/talk/people/", GET=200, POST=422),
    _ours("discussion:withdraw", "/clients/{client}/talk/{acknowledgement}/withdraw/", GET=200, POST=422),
    _ours("discussion:begin", "/clients/{client}/talk/begin/", POST=303),
    _ours("discussion:part", "/clients/{client}/talk/{talk}/1/", GET=200, POST=422),
    _ours("discussion:record", "/clients/{other_client}/talk/{answered}/record/", GET=200, POST=422),
    _ours("discussion:acknowledgement", "/clients/{client}/talk/{acknowledgement}/", GET=200),
    _ours("discussion:scan_answer", "/clients/{client}/talk/{acknowledgement}/scan/", GET=200, POST=422),
    _ours("discussion:scan_greet_first", "/clients/{client}/greet-first/{greet_first}/scan/", GET=200, POST=422),
    _ours("discussion:scan_page", "/clients/{client}/scans/{scan}/1/", GET=200),
    _ours("discussion:scan_wrong", "/clients/{client}/scans/{scan}/wrong/", GET=200, POST=422),
    _ours("discussion:packet", "/clients/{client}/packet/", GET=200, POST=422),
    _ours("discussion:packet_made", "/clients/{client}/packet/{packet}/", GET=200),
    _ours("discussion:hand_packet", "/clients/{client}/packet/{packet}/handed/", POST=422),
    _ours("discussion:packet_pdf", "/clients/{client}/packet/{packet}/packet.pdf", GET=200),
    _ours("discussion:packet_docx", "/clients/{client}/packet/{packet}/packet.docx", GET=200),
    _ours("discussion:hand_copy", "/clients/{client}/talk/{acknowledgement}/copy/", POST=422),
    _ours("discussion:make_evidence", "/clients/{client}/evidence/of/{acknowledgement}/", POST=303),
    _ours("discussion:evidence_pdf", "/clients/{client}/evidence/{evidence}/evidence.pdf", GET=200),
    _ours("discussion:client_card", "/clients/{client}/packet/card.pdf", GET=303),
    _page("discussion:blank", "/packets/", GET=200, POST=422),
    _page("discussion:practice_packets", "/packets/practice/", GET=200, POST=422),
    _page("discussion:find_packet", "/packets/find/", GET=200, POST=422),
    _ours("discussion:blank_made", "/packets/{blank_packet}/", GET=200),
    _ours("discussion:blank_pdf", "/packets/{blank_packet}/packet.pdf", GET=200),
    _ours("discussion:blank_docx", "/packets/{blank_packet}/packet.docx", GET=200),
    _ours("discussion:paste", "/policy/versions/{version}/packet/", GET=200),
    _ours("discussion:paste_text", "/policy/versions/{version}/packet/en/packet.txt", GET=200),
    _ours("discussion:paste_html", "/policy/versions/{version}/packet/en/packet.html", GET=200),
    _ours("discussion:paste_docx", "/policy/versions/{version}/packet/en/packet.docx", GET=200),
    # step 3
    _ours("client_leads:wishes", "/clients/{client}/wishes/", GET=200, POST=422),
    _ours("client_leads:confirm", "/clients/{client}/wishes/confirm/", POST=409),
    _ours("client_leads:end_greet_first", "/clients/{client}/wishes/greeting-first/end/", GET=200, POST=422),
    # step 4
    _page("confidentiality:guidance", "/guidance/", GET=200),
    _ours("confidentiality:looks", "/clients/{client}/looks/", GET=200),
    # step 5
    _page("boundaries:card", "/card/", GET=200),
    _page("boundaries:wallet", "/card/wallet.pdf", GET=200),
    _page("boundaries:guidance", "/card/guidance/", GET=200),
    _ours("boundaries:plans", "/clients/{client}/overlaps/", GET=200),
    _ours("boundaries:new", "/clients/{client}/overlaps/new/", GET=200, POST=422),
    _ours("boundaries:print", "/clients/{client}/overlaps/print/", GET=200, POST=200),
    _ours("boundaries:change", "/clients/{client}/overlaps/{plan}/change/", GET=200, POST=422),
    _ours("boundaries:look", "/clients/{client}/overlaps/{plan}/look/", GET=200, POST=422),
    _ours("boundaries:end", "/clients/{client}/overlaps/{plan}/end/", GET=200, POST=422),
    # step 6
    _page("document:index", "/run-ins/", GET=200),
    _page("document:capture", "/run-ins/new/", GET=200, POST=422),
    _page("document:format", "/run-ins/format/", GET=200, POST=422),
    _page("document:guide", "/run-ins/guide/", GET=200),
    _page("document:who", "/run-ins/who/", POST=302),
    _ours("document:note", "/run-ins/{signed}/", GET=200),
    _ours("document:assign", "/run-ins/{jotted}/client/", GET=200, POST=422),
    _ours("document:another", "/run-ins/{signed}/another/", GET=200, POST=422),
    _ours("document:finish", "/run-ins/{drafted}/finish/", GET=200, POST=422),
    _ours("document:discard", "/run-ins/{drafted}/discard/", GET=200, POST=422),
    _ours("document:sign", "/run-ins/{drafted}/sign/", GET=200, POST=422),
    _ours("document:add", "/run-ins/{signed}/add/", GET=200, POST=422),
    _ours("document:client_words", "/run-ins/{signed}/words/", GET=200, POST=422),
    _ours("document:answer", "/run-ins/{signed}/words/{asked}/", GET=200, POST=422),
    _ours("document:error", "/run-ins/{signed}/error/", GET=200, POST=422),
    _ours("document:print", "/run-ins/{signed}/print/", GET=200, POST=200),
    _ours("document:pdf", "/run-ins/{signed}/pdf/", POST=200),
    # step 7
    _ours("revisit:revisit", "/run-ins/{signed}/revisit/", GET=200, POST=422),
    _ours("revisit:pdf", "/run-ins/{signed}/revisit/pdf/", POST=404),
    _ours("revisit:suggest", "/run-ins/{signed}/revisit/policy/1/", POST=404),
    _page("revisit:left_open", "/revisits/left-open/", GET=200),
    _page("revisit:suggestions", "/revisits/policy/", GET=200),
    _ours("revisit:settle", "/revisits/policy/{suggestion}/", POST=303),
    _ours("revisit:threads", "/clients/{client}/threads/", GET=200, POST=422),
    _ours("revisit:thread", "/clients/{client}/threads/{topic}/", GET=200, POST=422),
    _ours("revisit:repeats", "/clients/{client}/repeats/", GET=200, POST=422),
    _ours("revisit:process_notes", "/clients/{client}/process/", GET=200, POST=422),
    _ours("revisit:delete_process_note", "/clients/{client}/process/{process_note}/delete/", GET=200, POST=303),
    # phone: the app itself, which is the same for everybody; then what it asks. These forms are sent as forms, which it
    # never does (tests/phone holds what is answered to JSON, state by state).
    Route("phone:shell", "/phone/", {"GET": 200}, LEAVING),
    Route("phone:worker", "/phone/sw.js", {"GET": 200}, LEAVING),
    Route("phone:manifest", "/phone/manifest.webmanifest", {"GET": 200}, LEAVING),
    Route("phone:kit", "/phone/kit/", {"GET": 401}, LEAVING),
    Route("phone:inbox", "/phone/inbox/", {"POST": 415}, LEAVING),
    Route("phone:unlocked", "/phone/unlocked/", {"GET": 200}, ON_A_PHONE),
    Route("phone:find", "/phone/find/", {"POST": 415}, LEAVING),
    Route("phone:wish", "/phone/wish/", {"POST": 415}, LEAVING),
    Route("phone:lock", "/phone/lock/", {"POST": 204}, LEAVING),
    Route("phone:unlock", "/phone/unlock/", {"POST": 415}, LEAVING),
    Route("phone:pair", "/phone/pair/", {"POST": 415}, LEAVING),
    _page("phone:phones", "/settings/phones/", GET=200),
    _page("phone:pair_one", "/settings/phones/pair/", GET=200, POST=200),
    _page("phone:lost", "/settings/phones/lost/", GET=200),
    _ours("phone:phone", "/settings/phones/{phone}/", GET=200),
    _ours("phone:name", "/settings/phones/{phone}/name/", GET=200, POST=422),
    _ours("phone:end", "/settings/phones/{phone}/end/", GET=200, POST=303),
    _ours("phone:pin", "/settings/phones/{phone}/pin/", GET=200, POST=422),
    _ours("phone:take", "/settings/phones/apart/{held}/take/", POST=303),
    _ours("phone:throw", "/settings/phones/apart/{held}/throw/", GET=200, POST=303),
    # rehearsal
    _page("rehearsal:home", "/rehearse/", GET=200),
    _page("rehearsal:begin", "/rehearse/begin/", POST=303),
    _page("rehearsal:round", "/rehearse/round/", GET=200, POST=303),
    _page("rehearsal:aloud", "/rehearse/round/aloud/", POST=303),
    _page("rehearsal:next", "/rehearse/round/next/", POST=303),
    _page("rehearsal:stop", "/rehearse/round/stop/", POST=303),
    _page("rehearsal:clock", "/rehearse/clock/", POST=303),
    _page("rehearsal:coverage", "/rehearse/coverage/", GET=200),
    _page("rehearsal:cards", "/rehearse/cards/", GET=200),
    _page("rehearsal:cards_pdf", "/rehearse/cards/lead.pdf", GET=200),
    _page("rehearsal:due", "/rehearse/due.json", GET=200),
    _page("rehearsal:answers", "/rehearse/answers/", POST=400),
    _page("rehearsal:forget", "/rehearse/forget/", GET=200, POST=303),
    # desk
    _page("desk:today", "/", GET=200),
    _ours("desk:client", "/clients/{client}/", GET=200),
    _ours("desk:card", "/clients/{client}/card/", GET=200),
    _ours("desk:print", "/clients/{client}/print/", GET=200, POST=200),
    _page("desk:printed", "/printed/", POST=204),
    _page("desk:week", "/week/", GET=200),
    _page("desk:ease", "/ease/", GET=200),
    _page("desk:talked", "/talked/", GET=200),
    _page("desk:settings", "/settings/", GET=200, POST=422),
    _page("desk:ledger", "/settings/ledger/", GET=200, POST=200),
)


def expected(route: Route, state: str, method: str) -> str | int:
    """The answer in one cell: a status, or one of the words above."""
    if route.door in (AT_THE_LOCK, KEEPING, ON_A_PHONE) and method not in _known(route):
        return REFUSED
    at_the_door = DOORS[route.door][state]
    if at_the_door != PASS:
        return at_the_door
    if state == STRANGER and route.one_of_ours and method in _known(route):
        return ABSENT
    return _known(route).get(method, REFUSED)


def _known(route: Route) -> dict[str, int | str]:
    known = dict(route.answers)
    if "GET" in known:
        known["HEAD"] = known["GET"]
    return known
