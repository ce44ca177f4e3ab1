"""Changing a row that holds sealed columns: one conditional UPDATE decides who was first."""

import copy
from typing import Any

from django.db import models

from waveback.ground.vault.fields import Ciphertext, SealedField


def change(instance: models.Model, where: dict[str, Any], **values: Any) -> bool:
    """Change `instance` where the row is still as `where` says; True if it was.

    Sealed values are sealed for the row as it will be: a capture that gets its client is sealed
    again for that client by passing its sealed columns along. False: somebody was first, and the
    instance keeps what it had.
    """
    future = copy.copy(instance)
    future.__dict__ = dict(instance.__dict__)
    sealed = {name: value for name, value in values.items() if isinstance(_field(instance, name), SealedField)}
    plain = {name: value for name, value in values.items() if name not in sealed}
    for name, value in plain.items():
        setattr(future, name, value)
    ciphers = {name: _field(instance, name).sealed(future, value) for name, value in sealed.items()}
    hit = type(instance)._base_manager.filter(pk=instance.pk, **where).update(**plain, **ciphers)
    if hit != 1:
        return False
    for name, value in {**plain, **sealed}.items():
        setattr(instance, name, value)
    return True


def ciphertext(instance: models.Model, column: str) -> bytes | None:
    """The stored bytes of a sealed column, for the ledger's hash. Seals first what was only assigned."""
    cipher: Ciphertext | None = _field(instance, column).pre_save(instance, add=False)
    return cipher


def _field(instance: models.Model, name: str) -> Any:
    # get_field() knows "client_id" for "client" as well, and "outside_id" is a column of its own.
    return instance._meta.get_field(name)
