"""Reads whose SQL is built once, for pages that make a dozen of them.

Django takes half a millisecond to build a query that SQLite answers in a tenth of that. A prepared read is written
as a query like any other; its SQL is kept, and the values are put in at each call.
"""

import copy
import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import QuerySet

Row = TypeVar("Row")


def prepared(build: Callable[..., "QuerySet[Any, Row]"]) -> "Prepared[Row]":
    """Make a function that builds a query, from ids and times by keyword, into one that answers a list of its rows.

    The query must be one and the same whatever is asked for: its parameters may stand in conditions alone, each used
    as it is. Raises TypeError when a parameter is neither UUID nor datetime, or is lost on the way.
    """
    return Prepared(build)


class Prepared(Generic[Row]):
    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._plan = cache(self._make)  # one for each kind of database

    def __call__(self, **given: UUID | datetime) -> list[Row]:
        found, sql, params = self._plan(connection.vendor)
        asked = tuple(_adapted(given[name]) if name is not None else value for name, value in params)
        compiler = copy.copy(found.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, asked)
        compiler.get_converters = lambda *_, **__: found.converters
        query = copy.copy(found.query)
        query.get_compiler = lambda *_, **__: compiler
        # Not a copy of the query set: copying one would run it.
        rows: Any = QuerySet(model=found.rows.model, query=query)
        rows._iterable_class, rows._fields = found.rows._iterable_class, found.rows._fields
        return list(rows)

    def _make(self, vendor: str) -> "tuple[_Found, str, list[tuple[str | None, Any]]]":
        marks = {name: _mark(kind, n) for n, (name, kind) in enumerate(_parameters(self._build).items(), start=1)}
        rows = self._build(**marks)
        compiler: Any = rows.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        names = {_adapted(mark): name for name, mark in marks.items()}
        params = [(names.get(value), value) for value in values]
        if lost := set(marks) - {name for name, _ in params}:
            raise TypeError(f"{self._build.__name__} does not look for {', '.join(sorted(lost))} as it was given.")
        return _Found(rows, rows.query, compiler), sql, params


class _Found:
    """A query that was compiled, and the compiler that knows which column is what."""

    def __init__(self, rows: Any, query: Any, compiler: Any) -> None:
        self.rows, self.query, self.compiler = rows, query, compiler
        self.converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])


def _parameters(build: Callable[..., Any]) -> dict[str, type]:
    return {name: parameter.annotation for name, parameter in inspect.signature(build).parameters.items()}


def _mark(kind: type, number: int) -> UUID | datetime:
    """A value that nothing else has, by which the parameter's place is found."""
    if kind is UUID:
        return UUID(int=(0xA17E << 64) + number)
    if kind is datetime:
        return datetime(1871, 3, 4, 5, 6, number, tzinfo=UTC)
    raise TypeError(f"A prepared read takes ids and times, not {kind}.")


_ID, _TIME = models.UUIDField(), models.DateTimeField()


def _adapted(value: UUID | datetime) -> Any:
    """As the database takes it."""
    field: models.Field[Any, Any] = _ID if isinstance(value, UUID) else _TIME
    return field.get_db_prep_value(value, connection)
