"""Reading rows that somebody may have overwritten with anything: a verifier names them, it does not stumble.

SQLite keeps whatever is written into a column, also bytes that are no text and ids that are none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Unreadable(Exception):
    """Rows that belong to the ledger hold what cannot stand there. `fault`: as in Break."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@contextmanager
def lenient_text() -> Iterator[None]:
    """Within it, bytes that are no UTF-8 are read with replacement signs instead of an error."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":  # PostgreSQL never lets them in
        yield
        return
    usual = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        yield
    finally:
        connection.connection.text_factory = usual


def readable(rows: QuerySet[Row], fault: str) -> list[Row]:
    """The rows. Raises Unreadable when an id among them is none."""
    with lenient_text():
        try:
            return list(rows)
        except (ValueError, TypeError):  # what uuid.UUID() raises on other text, and on bytes
            raise Unreadable(fault) from None
