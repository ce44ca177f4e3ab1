"""What the database itself refuses: what is signed, or added to a thread, stays."""

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
    Guard(name="revisit_topic_stays_as_said", table="revisit_topic", on="update"),
    Guard(name="revisit_topic_stays", table="revisit_topic", on="delete", unless_disposed="client_id"),
    Guard(name="revisit_topic_entry_stays_as_said", table="revisit_topicentry", on="update"),
    Guard(name="revisit_topic_entry_stays", table="revisit_topicentry", on="delete", unless_disposed="client_id"),
    Guard(name="revisit_repeat_answer_stays_as_said", table="revisit_repeatanswer", on="update"),
    Guard(name="revisit_repeat_answer_stays", table="revisit_repeatanswer", on="delete", unless_disposed="client_id"),
    Guard(
        name="revisit_suggestion_stays_as_made",
        table="revisit_policysuggestion",
        on="update",
        columns=("practice_id", "client_id", "run_in_id", "author_id", "told", "suggested_at"),
    ),
    Guard(
        name="revisit_suggestion_stays_settled",
        table="revisit_policysuggestion",
        on="update",
        when="OLD.settled_at IS NOT NULL",
    ),
    Guard(name="revisit_suggestion_stays", table="revisit_policysuggestion", on="delete", unless_disposed="client_id"),
    # A process note is no part of the record: its author may delete it, but nobody changes one.
    Guard(name="revisit_process_note_stays_as_written", table="revisit_processnote", on="update"),
]
