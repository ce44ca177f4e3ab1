"""What the database itself refuses: an acknowledgement is neither edited nor taken away."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(
        name="discussion_acknowledgement_stays_as_given",
        table="discussion_acknowledgement",
        on="update",
    ),
    Guard(
        name="discussion_acknowledgement_stays",
        table="discussion_acknowledgement",
        on="delete",
        unless_disposed="client_id",
    ),
]
