"""Waveback: run-ins with clients outside the office, from the intake form to the next session."""

__version__ = "0.1.0"
