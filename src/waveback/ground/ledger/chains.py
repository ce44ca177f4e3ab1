"""How far a ledger has been followed while it is verified."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from waveback.ground.ledger.rules import GENESIS


@dataclass(slots=True)
class Chain:
    """One client's chain so far. `known_as`: the pseudonym as the body writes it."""

    known_as: str
    seq: int = 0
    hash: str = GENESIS

    def members(self) -> str:
        """What stands in the body of its next entry, as text."""
        return f',"client":"{self.known_as}","client_prev":"{self.hash}","client_seq":{self.seq + 1},"commitment":'


@dataclass(slots=True)
class Walk:
    """A practice's ledger so far. It grows with the number of clients, not of entries."""

    practice: UUID
    seq: int = 0
    hash: str = GENESIS
    clients: dict[Any, Chain] = field(default_factory=dict)

    def chain(self, pseudonym: Any) -> Chain:
        """The chain of a client, by the pseudonym as the database's driver gives it."""
        chain = self.clients.get(pseudonym)
        if chain is None:
            chain = self.clients[pseudonym] = Chain(known_as=_as_written(pseudonym))
        return chain


def _as_written(pseudonym: Any) -> str:
    try:
        return str(UUID(str(pseudonym)))
    except ValueError:
        return str(pseudonym)  # somebody overwrote it; no body names such a client
