"""What the database itself refuses: wishes are added, never changed and never taken away."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(
        name="client_leads_wishes_stay_as_set",
        table="client_leads_wishes",
        on="update",
    ),
    Guard(
        name="client_leads_wishes_stay",
        table="client_leads_wishes",
        on="delete",
        unless_disposed="client_id",
    ),
]
