"""Whoever holds the printed link claims the installation, once."""

from datetime import timedelta

import pytest

from waveback.people import actions, queries
from waveback.people.models import ClaimLink, Practice

DETAILS = {
    "practice_name": "Lakeside Counselling",
    "time_zone": "America/Chicago",
    "profession": "apa",
    "name": "Ruth Adeyemi",
    "credentials": "PhD",
    "email": "ruth@example.org",
    "password": "a boat on the quiet lake",
}


@pytest.fixture
def token(db):
    return actions.new_claim_link()


def test_the_link_founds_the_practice_with_its_owner_and_a_recovery_kit(token):
    member, kit = actions.claim_installation(token=token, **DETAILS)

    assert (member.practice.name, member.role) == ("Lakeside Counselling", "owner")
    assert len(kit.code.replace("-", "")) == 56


def test_the_link_works_once(token):
    actions.claim_installation(token=token, **DETAILS)

    with pytest.raises(actions.ClaimSpent):
        actions.claim_installation(token=token, **{**DETAILS, "email": "eve@example.org"})
    assert Practice.objects.count() == 1


def test_looking_at_the_link_does_not_spend_it(token):
    actions.check_claim(token)
    actions.check_claim(token)

    actions.claim_installation(token=token, **DETAILS)


def test_a_newer_link_replaces_the_older_one(token):
    newer = actions.new_claim_link()

    with pytest.raises(actions.ClaimSpent):
        actions.check_claim(token)
    actions.check_claim(newer)


def test_a_link_is_good_for_a_day(token):
    link = ClaimLink.objects.get()
    ClaimLink.objects.update(created_at=link.created_at - timedelta(hours=25))

    with pytest.raises(actions.ClaimSpent):
        actions.check_claim(token)


def test_the_link_itself_is_not_stored(token):
    assert ClaimLink.objects.get().token_hash != token


def test_a_claimed_installation_gives_out_no_link(token):
    actions.claim_installation(token=token, **DETAILS)

    assert queries.is_claimed()
    with pytest.raises(actions.AlreadyClaimed):
        actions.new_claim_link()
