"""A plan for the gym, agreed with Mara in March."""

from datetime import date

import pytest

from waveback.steps.boundaries import rules
from waveback.steps.boundaries.actions import agree_plan

MARCH = date(2026, 3, 3)


def a_plan(**given):
    told = {"place": "sport", "often": "weekly", "they": ["they_lead"], "i": ["i_wait", "i_other_hours"]}
    return rules.plan(told | given)


@pytest.fixture
def gym(ruth, mara):
    return agree_plan(member=ruth, client=mara, plan=a_plan(named="Riverside"), on=MARCH, source="told_me")
