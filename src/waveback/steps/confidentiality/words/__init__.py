"""The word lists of the note check. Small letters; docs/adr/0006-note-check.md says why they are ours."""
