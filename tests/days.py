"""The practice's own day: between midnight in UTC and midnight by the lake, UTC's date is a day ahead of it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BY_THE_LAKE = ZoneInfo("America/Chicago")


def today() -> date:
    """Today in the time zone of the practice that nearly all tests use."""
    return datetime.now(UTC).astimezone(BY_THE_LAKE).date()
