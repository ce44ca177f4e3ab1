"""Sealed columns: text and JSON that the database holds only as ciphertext (docs/adr/0004-vault.md).

A value opens when it is first read from its row, with that row's place bound in. It cannot be
filtered, sorted, dumped or updated past `rows.change()`.
This module is named in migrations: it must not move.
"""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from waveback.ground.vault import keystore, sealing
from waveback.ground.vault.compartments import Compartment, Kind


class Ciphertext(bytes):
    """What stands in the database."""


class _Held:
    """What an instance holds: the ciphertext, the opened value, or both when they agree."""

    __slots__ = ("cipher", "is_open", "value")

    def __init__(self, cipher: Ciphertext | None = None, value: Any = None, is_open: bool = False) -> None:
        self.cipher, self.value, self.is_open = cipher, value, is_open


class SealedAttribute(DeferredAttribute):
    """Opens on first reading. A JSON value is assigned anew to change it, not changed in place."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = instance.__dict__.get(self.field.attname)
        if held is None:
            instance.refresh_from_db(fields=[self.field.attname])
            held = instance.__dict__[self.field.attname]
        if not held.is_open:
            held.value, held.is_open = self.field.opened(instance, held.cipher), True
        return held.value

    def __set__(self, instance: Any, value: Any) -> None:
        closed = isinstance(value, Ciphertext)
        instance.__dict__[self.field.attname] = _Held(cipher=value) if closed else _Held(value=value, is_open=True)


class SealedField(models.BinaryField):
    """kind: the compartment; subject, practice: attributes of the row that hold their ids."""

    descriptor_class = SealedAttribute

    def __init__(self, kind: Kind, subject: str, practice: str = "practice_id", **options: Any) -> None:
        self.kind, self.subject, self.practice = kind, subject, practice
        options["editable"] = False
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "kind": self.kind, "subject": self.subject, "practice": self.practice}

    def encoded(self, value: Any) -> bytes:
        raise NotImplementedError

    def decoded(self, plain: bytes) -> Any:
        raise NotImplementedError

    def place(self, instance: Any) -> sealing.Place:
        compartment = Compartment(getattr(instance, self.practice), self.kind, getattr(instance, self.subject))
        return sealing.Place(compartment, self.model._meta.db_table, str(self.column), instance.pk)

    def sealed(self, instance: Any, value: Any) -> Ciphertext | None:
        """Seal a value for this column of this row. Raises KeyDestroyed."""
        if value is None:
            return None
        place = self.place(instance)
        key = keystore.sealing_key(place.compartment)
        return Ciphertext(sealing.seal(key.cipher, key.id, place, self.encoded(value)))

    def opened(self, instance: Any, cipher: Ciphertext | None) -> Any:
        """Open what the row holds. Raises KeyDestroyed, KeyMissing or BrokenSeal."""
        if cipher is None:
            return None
        place, key_id = self.place(instance), sealing.key_id_of(cipher)
        key = keystore.opening_key(key_id, place.compartment)
        return self.decoded(sealing.open_sealed(key.cipher, key_id, place, cipher))

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        held = model_instance.__dict__.get(self.attname)
        if held is None:
            held = _Held(value=self.get_default(), is_open=True)
            model_instance.__dict__[self.attname] = held
        if held.cipher is None:
            held.cipher = self.sealed(model_instance, held.value)
        return held.cipher  # type: ignore[no-any-return]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Ciphertext):
            raise TypeError(f"{self} is sealed: change it through vault.rows.change().")
        return None if value is None else connection.Database.Binary(bytes(value))

    def get_default(self) -> Any:
        return None if self.null and not self.has_default() else self._unsealed_default()

    def _unsealed_default(self) -> Any:
        return self.default() if callable(self.default) else self.default if self.has_default() else self.when_unset

    when_unset: Any = ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self} is sealed: it cannot be filtered by {lookup_name}.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self} is sealed: it is exported through its room, never dumped.")


class SealedText(SealedField):
    # What the attribute takes and gives, for the type checker: not the bytes of the column.
    _pyi_private_set_type: str | None
    _pyi_private_get_type: str  # type: ignore[assignment]

    def encoded(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self} takes text.")
        return value.encode()

    def decoded(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSON(SealedField):
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    when_unset: Any = None

    def encoded(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    def decoded(self, plain: bytes) -> Any:
        return json.loads(plain)


class SealedBytes(SealedField):
    """A file. Read it with the row only where it is wanted: `defer()` it in lists."""

    _pyi_private_set_type: bytes | None
    _pyi_private_get_type: bytes  # type: ignore[assignment]

    when_unset: Any = b""

    def encoded(self, value: Any) -> bytes:
        if not isinstance(value, bytes):
            raise TypeError(f"{self} takes bytes.")
        return value

    def decoded(self, plain: bytes) -> bytes:
        return plain
