"""What the database itself refuses: the practice's certificate stays the one its documents were sealed with."""

from waveback.ground.ledger.guards import Guard

GUARDS = [
    Guard(name="people_sealing_key_stays_as_made", table="people_sealingkey", on="update"),
    Guard(name="people_sealing_key_stays", table="people_sealingkey", on="delete"),
]
