"""What the database itself refuses: plans are added, never changed and never taken away."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(name="boundaries_plan_stays_as_agreed", table="boundaries_overlapplan", on="update"),
    Guard(name="boundaries_plan_stays", table="boundaries_overlapplan", on="delete", unless_disposed="client_id"),
]
