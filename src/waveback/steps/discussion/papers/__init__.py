"""A packet’s form as files: PDF, Word, HTML and plain text. Each takes a `rules.Form`."""
