"""What the database itself refuses: wishes and opt-ins are added, never changed and never taken away."""

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
    Guard(
        name="client_leads_greet_first_stays_as_set",
        table="client_leads_greetfirst",
        on="update",
    ),
    Guard(
        name="client_leads_greet_first_stays",
        table="client_leads_greetfirst",
        on="delete",
        unless_disposed="client_id",
    ),
]
