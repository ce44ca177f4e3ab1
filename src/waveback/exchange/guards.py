"""What the database itself refuses: what was said about a filing and who was handed a record stays as it is."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(name="exchange_filed_stays_as_said", table="exchange_filed", on="update"),
    Guard(name="exchange_filed_stays", table="exchange_filed", on="delete", unless_disposed="client_id"),
    Guard(name="exchange_disclosure_stays_as_said", table="exchange_disclosure", on="update"),
    Guard(name="exchange_disclosure_stays", table="exchange_disclosure", on="delete", unless_disposed="client_id"),
]
