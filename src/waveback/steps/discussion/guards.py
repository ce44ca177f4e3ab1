"""What the database itself refuses: what a client answered, asked for or took back stays as it is."""

from waveback.ground.ledger.guards import Guard

_NEVER_CHANGED = (
    "acknowledgement",
    "asked",
    "withdrawal",
    "signing",
    "greetfirst",
    "scanpage",
    "copy",
    "evidence",
)

GUARDS = [
    *(
        Guard(name=f"discussion_{table}_stays_as_given", table=f"discussion_{table}", on="update")
        for table in _NEVER_CHANGED
    ),
    *(
        Guard(name=f"discussion_{table}_stays", table=f"discussion_{table}", on="delete", unless_disposed="client_id")
        for table in _NEVER_CHANGED
    ),
    Guard(
        name="discussion_participant_stays_as_named",
        table="discussion_participant",
        on="update",
        columns=("practice_id", "client_id", "number", "label", "added_at", "added_by_id"),
    ),
    Guard(
        name="discussion_participant_left_once",
        table="discussion_participant",
        on="update",
        columns=("left_at",),
        when="OLD.left_at IS NOT NULL",
    ),
    Guard(
        name="discussion_participant_stays",
        table="discussion_participant",
        on="delete",
        unless_disposed="client_id",
    ),
    Guard(
        name="discussion_packet_stays_as_made",
        table="discussion_packet",
        on="update",
        columns=(
            "practice_id",
            "client_id",
            "participant_id",
            "code",
            "version_id",
            "language",
            "paper",
            "made_at",
            "made_by_id",
        ),
    ),
    Guard(
        name="discussion_packet_handed_once",
        table="discussion_packet",
        on="update",
        columns=("handed_how", "handed_on", "handed_at", "handed_by_id"),
        when="OLD.handed_at IS NOT NULL",
    ),
    Guard(name="discussion_packet_stays", table="discussion_packet", on="delete", unless_disposed="client_id"),
    Guard(
        name="discussion_scan_stays_as_kept",
        table="discussion_scan",
        on="update",
        columns=(
            "practice_id",
            "client_id",
            "acknowledgement_id",
            "greet_first_id",
            "packet_id",
            "pages",
            "about",
            "kept_at",
            "kept_by_id",
        ),
    ),
    Guard(
        name="discussion_scan_wrong_once",
        table="discussion_scan",
        on="update",
        columns=("wrong_because", "wrong_at", "wrong_by_id"),
        when="OLD.wrong_at IS NOT NULL",
    ),
    Guard(name="discussion_scan_stays", table="discussion_scan", on="delete", unless_disposed="client_id"),
]
