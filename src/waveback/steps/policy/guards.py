"""A published version stays as it is, whoever asks the database."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(name="policy_version_kept", table="policy_version", on="update"),
    Guard(name="policy_version_there", table="policy_version", on="delete"),
    Guard(name="policy_version_text_kept", table="policy_versiontext", on="update"),
    Guard(name="policy_version_text_there", table="policy_versiontext", on="delete"),
]
