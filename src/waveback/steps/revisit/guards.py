"""What the database itself refuses: a signed revisit is neither changed nor deleted."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(
        name="revisit_signed_stays_as_signed",
        table="revisit_revisit",
        on="update",
        columns=None,
        when="OLD.signed_at IS NOT NULL",
        unless_disposed=None,
    ),
    Guard(
        name="revisit_signed_stays",
        table="revisit_revisit",
        on="delete",
        columns=None,
        when="OLD.signed_at IS NOT NULL",
        unless_disposed="client_id",
    ),
]
