"""A moment shows in the practice's zone and names it; a date has none."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template

AT = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)


def shown(at, style="long", zone="America/Chicago"):
    practice = SimpleNamespace(time_zone=zone)
    return Template("{% load waveback %}{% when at style %}").render(
        Context({"at": at, "style": style, "practice": practice})
    )


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("long", "Monday 23 November 2026, 12:05 CST"),
        ("short", "23 Nov 2026, 12:05 CST"),
        ("day", "23 November 2026"),
        ("time", "12:05 CST"),
    ],
)
def test_in_the_zone_of_the_practice(style, text):
    assert shown(AT, style) == f'<time datetime="2026-11-23T12:05:00-06:00">{text}</time>'


def test_a_zone_without_letters_is_told_by_its_distance():
    assert shown(AT, "time", "America/Sao_Paulo").endswith(">15:05 UTC-03</time>")


def test_a_date_has_no_zone():
    assert shown(date(2026, 3, 14)) == '<time datetime="2026-03-14">14 March 2026</time>'


def test_nothing_is_nothing():
    assert shown(None) == ""
