"""What the database itself refuses: a signed note and all that stands beside it are neither changed nor deleted."""

from waveback.ground.ledger.guards import Guard

SIGNED_COLUMNS = (
    "practice_id",
    "author_id",
    "client_id",
    "capture_key",
    "who",
    "jotted",
    "facts",
    "happened_at",
    "happened_approximately",
    "captured_at",
    "clock_offset",
    "received_at",
    "drafted_at",
    "policy_version_id",
    "signed_at",
    "signed_by_id",
    "signed_name",
    "signed_factor",
    "signed_text",
)

GUARDS = [
    Guard(
        name="document_signed_stays_as_signed",
        table="document_runin",
        on="update",
        columns=SIGNED_COLUMNS,
        when="OLD.signed_at IS NOT NULL",
        unless_disposed=None,
    ),
    Guard(
        name="document_error_stays_marked",
        table="document_runin",
        on="update",
        columns=("in_error_at", "in_error_by_id", "in_error_reason"),
        when="OLD.in_error_at IS NOT NULL",
        unless_disposed=None,
    ),
    Guard(
        name="document_signed_stays",
        table="document_runin",
        on="delete",
        columns=None,
        when="OLD.signed_at IS NOT NULL",
        unless_disposed="client_id",
    ),
    Guard(
        name="document_addendum_stays_as_signed",
        table="document_addendum",
        on="update",
        columns=None,
        when=None,
        unless_disposed=None,
    ),
    Guard(
        name="document_addendum_stays",
        table="document_addendum",
        on="delete",
        columns=None,
        when=None,
        unless_disposed="client_id",
    ),
    Guard(
        name="document_client_text_stays_as_signed",
        table="document_clienttext",
        on="update",
        columns=None,
        when=None,
        unless_disposed=None,
    ),
    Guard(
        name="document_client_text_stays",
        table="document_clienttext",
        on="delete",
        columns=None,
        when=None,
        unless_disposed="client_id",
    ),
]
