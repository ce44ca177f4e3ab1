"""What stands on a packet: the version's text in its language, whose it is, who signs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.discussion import rules
from waveback.steps.discussion.queries.answers import signing
from waveback.steps.discussion.queries.standing import participants
from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Packet, Participant
    from waveback.steps.policy.models import Version


def texts(version: "Version") -> Mapping[str, str]:
    """The version's exact text by language, its own first."""
    others = {row.language: row.text for row in policy.version_texts(version)}
    return {rules.ENGLISH: version.text, **others}


def languages_of(versions: "Iterable[Version]") -> dict[str, list[str]]:
    """In which languages each of these versions was published, by its id; English first."""
    found = {str(version.pk): [rules.ENGLISH] for version in versions}
    for row in policy.texts_of_versions(versions):
        found[str(row.version_id)].append(row.language)
    return found


def hindrance(member: "Member", client: "Client", now: datetime) -> str:
    """Why no packet can be made for this file yet: a key of rules.HINDRANCES, or "" when it can."""
    try:
        together = client.kind != "individual"
        if together and not participants(member, client).exists():
            return rules.NO_PEOPLE
        signs = None if together else signing(member, client, now)
        return rules.WHO_SIGNS_IS_OPEN if signs and not signs.chosen else ""
    except KeyDestroyed:
        return rules.ERASED


def form_for_pen(member: "Member", packet: "Packet", now: datetime) -> rules.Form:
    """A packet that was made, as it is printed. Raises KeyDestroyed once the file was erased."""
    return _form(member, packet.version, packet.language, packet.client, packet.participant, now)


def blank_form(member: "Member", version: "Version", language: str, now: datetime) -> rules.Form:
    """With the version alone, for nobody in particular."""
    return _form(member, version, language, None, None, now)


def _form(
    member: "Member",
    version: "Version",
    language: str,
    client: "Client | None",
    person: "Participant | None",
    now: datetime,
) -> rules.Form:
    published = people.practice_time(member.practice, version.published_at).date()
    available = texts(version)
    return rules.packet_form(
        text=available.get(language, version.text),
        language=language if language in available else rules.ENGLISH,
        practice=member.practice.name,
        number=version.number,
        day=rules.day_in(language, published),
        therapist=member.printed_name,
        name=_name(client, person),
        signing=signing(member, client, now) if client and not person else None,
        notice=member.practice.notice,
    )


def _name(client: "Client | None", person: "Participant | None") -> str:
    return person.label if person else client.name if client else ""
