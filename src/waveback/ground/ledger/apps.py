from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "waveback.ground.ledger"
    label = "ledger"

    def ready(self) -> None:
        # The one signal we use, since it is what a migration leaves behind: SQLite rebuilds a table to alter
        # it and drops its triggers on the way, so migrations cannot be trusted to keep them.
        post_migrate.connect(_install_guards, sender=self)


def _install_guards(using: str, **_: Any) -> None:
    if using == "default":  # the key store has no guards
        from waveback.ground.ledger import guards

        guards.install()
