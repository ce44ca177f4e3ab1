"""What the command line does to an installation stands in every practice's ledger."""

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.people import queries


def keys_rotated(*, master: bool) -> None:
    _record("site.keys.rotated", {"master": int(master)})


def kit_made() -> None:
    _record("site.kit.made", {})


def backup_made(*, backup: str) -> None:
    _record("site.backup.made", {"backup": backup})


def restored(*, backup: str) -> None:
    _record("site.backup.restored", {"backup": backup})


def _record(what: str, facts: dict[str, str | int]) -> None:
    for practice in queries.practices():
        with act():
            ledger.record(practice=practice.pk, what=what, by=None, facts=facts)
