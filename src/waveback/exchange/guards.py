"""What the database itself refuses: what was said about a filing is neither changed nor deleted."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(name="exchange_filed_stays_as_said", table="exchange_filed", on="update"),
    Guard(name="exchange_filed_stays", table="exchange_filed", on="delete", unless_disposed="client_id"),
]
