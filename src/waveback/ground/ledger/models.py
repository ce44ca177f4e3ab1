"""The ledger's tables. Practices, clients and members are opaque ids here: no foreign keys.

Entries and checkpoints are only ever added; the database itself refuses anything else (guards.py).
"""

import json
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from waveback.ground.ledger import rules


class Head(models.Model):
    """Where a chain ends: the practice's (client is null), or that of one client within it.

    Both kinds stand in one table, because an entry's hash is the new end of both: one UPDATE sets
    them. A client is known to the entries by a random pseudonym only, and this row knows both.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    client = models.UUIDField(null=True)
    pseudonym = models.UUIDField(null=True, unique=True)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="head_once_per_practice", fields=["practice"], condition=Q(client=None)),
            models.UniqueConstraint(name="head_once_per_client", fields=["practice", "client"]),
            models.CheckConstraint(
                name="head_client_has_pseudonym",
                condition=Q(client=None, pseudonym=None) | Q(client__isnull=False, pseudonym__isnull=False),
            ),
        ]


class Entry(models.Model):
    """One line. `body` is the entry; the other columns repeat it for queries, and verifying compares them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    pseudonym = models.UUIDField(null=True)
    client_seq = models.PositiveBigIntegerField(null=True)
    what = models.CharField(max_length=rules.LONGEST_WHAT)
    hash = models.CharField(max_length=64)
    body = models.TextField()
    salt = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="entry_once_in_practice", fields=["practice", "seq"]),
            models.UniqueConstraint(name="entry_once_for_client", fields=["pseudonym", "client_seq"]),
            models.CheckConstraint(
                name="entry_client_has_place",
                condition=Q(pseudonym=None, client_seq=None) | Q(pseudonym__isnull=False, client_seq__isnull=False),
            ),
        ]

    @cached_property
    def document(self) -> dict[str, Any]:
        """The body, parsed."""
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed

    @property
    def about(self) -> UUID | None:
        """The row that the line is about."""
        return _id(self.document["about"])

    @property
    def by(self) -> UUID | None:
        """The member who did it; None when the installation itself did."""
        return _id(self.document["by"])

    @property
    def at(self) -> str:
        """The server's time, UTC, as written in the body."""
        return str(self.document["at"])

    @property
    def facts(self) -> dict[str, str | int]:
        facts: dict[str, str | int] = self.document["facts"]
        return facts


class Checkpoint(models.Model):
    """A signed end of a practice's chain. Copies outside (in each PDF, by mail) show what a chain alone cannot."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.CharField(max_length=27)  # as it was signed; a database might round it
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(name="checkpoint_place", fields=["practice", "seq"])]

    def as_dict(self) -> dict[str, Any]:
        """The checkpoint as it leaves the installation (docs/ledger.md): what was signed, and the signature."""
        return {
            "v": rules.VERSION,
            "practice": str(self.practice),
            "seq": self.seq,
            "hash": self.hash,
            "at": self.at,
            "key": self.key_id,
            "signature": self.signature,
        }


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
