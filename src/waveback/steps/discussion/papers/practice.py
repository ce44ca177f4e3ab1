"""The packets of a whole practice in one file, in the order of names, and at its end whom it leaves out and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.papers import pdf
from waveback.steps.discussion.papers.together import Together

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Packet
    from waveback.steps.policy.models import Version

LEFT_OUT: Final = Path(__file__).resolve().parent.parent / "print" / "left_out.typ"
AT_ONCE: Final = 50
"""How many packets are entered in one act: others write in between."""


@dataclass
class Made:
    content: bytes
    packets: int
    left_out: list[tuple[str, str]]
    """Label and reason."""


def make(
    member: "Member",
    version: "Version",
    clients: "list[Client]",
    *,
    language: str,
    paper: str,
    step: Callable[[], None],
    now: datetime,
) -> Made:
    """Print a packet for everybody in these files; `step` is called after each file, and may raise to end it.

    Nothing is kept until all of it is printed: a file that was given up has made no packet. Raises pdf.NotPrinted.
    """
    whole, packets, left_out = Together(), [], []
    for client in clients:
        try:
            why = queries.hindrance(member, client, now)
            made = [] if why else list(_of_file(member, client, version, language, paper, now))
        except KeyDestroyed:
            why, made = rules.ERASED, []
        if why:
            left_out.append((client.code_label, rules.HINDRANCES[why]))
        for packet, content in made:
            whole.add(content, f"{client.code_label}, {packet.printed_code}")
            packets.append(packet)
        step()
    whole.add(_list_of(len(packets), left_out, paper, now), rules.LEFT_OUT_HEADING)
    content = whole.content()
    for start in range(0, len(packets), AT_ONCE):
        actions.keep_packets(member=member, many=packets[start : start + AT_ONCE], number=version.number)
    return Made(content, len(packets), left_out)


def _of_file(
    member: "Member", client: "Client", version: "Version", language: str, paper: str, now: datetime
) -> "Iterator[tuple[Packet, bytes]]":
    persons = list(queries.participants(member, client)) if client.kind != "individual" else [None]
    for person in persons:
        packet = actions.drawn(member, actions.Wanted(uuid4(), client, person), version, language, paper)
        packet.client, packet.participant, packet.version = client, person, version
        form = queries.form_for_pen(member, packet, now)
        yield packet, pdf.as_pdf(form, paper=paper, code=packet.printed_code, at=now)


def _list_of(count: int, left_out: list[tuple[str, str]], paper: str, now: datetime) -> bytes:
    from waveback.ground import print as press

    told = {
        "heading": rules.LEFT_OUT_HEADING,
        "says": rules.left_out_says(count, len(left_out)),
        "head": ["Label", "Why"],
        "rows": left_out,
        "foot": {"what": "Packets", "printed": f"{now.astimezone(UTC):%-d %B %Y, %H:%M UTC}", "checkpoint": None},
    }
    try:
        return press.pdf(LEFT_OUT, told, title=rules.LEFT_OUT_HEADING, paper=rules.paper_of(paper, ""), at=now).content
    except (press.PrintFailed, press.TookTooLong) as failed:
        raise pdf.NotPrinted from failed


def files(member: "Member", which: str, now: datetime) -> "list[Client]":
    """The open files that are asked for, in the order of names. which: rules.EVERYBODY or rules.STILL."""
    found = people.clients_of(member)
    if which == rules.STILL:
        standings = queries.standings(member, now)
        found = [client for client in found if client.pk in standings and standings[client.pk].due]
    return found
