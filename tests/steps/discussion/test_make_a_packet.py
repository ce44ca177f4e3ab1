"""A packet is made once, with a code that leads back to its client and version, and handed over once."""

import secrets
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import disposal
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.models import Packet
from waveback.steps.policy import actions as policy


def make(member, client, version, **changed):
    told = {"language": "en", "paper": rules.LETTER, "id": uuid4()}
    return actions.make_packet(member=member, client=client, version=version, **(told | changed))


def test_the_code_on_the_paper_finds_its_client_and_version(ruth, mara, version):
    made = make(ruth, mara, version)

    for typed in (made.code, made.printed_code, made.printed_code.lower(), f" {made.printed_code.replace('-', ' ')} "):
        found = queries.packet(ruth, typed)
        assert (found.client_id, found.version_id) == (mara.id, version.id)


def test_a_blank_one_for_the_front_desk_has_a_version_and_no_client(ruth, version):
    made = make(ruth, None, version)

    found = queries.packet(ruth, made.code)
    assert found.client is None and found.version == version
    assert [row.pk for row in queries.blank_packets(ruth)] == [made.pk]


def test_a_code_of_another_practice_is_as_unknown_as_one_never_given(ruth, omar, mara, version):
    made = make(ruth, mara, version)
    never = rules.draw_code(secrets.randbelow)

    for code in (made.code, never):
        with pytest.raises(queries.NoSuchPacket):
            queries.packet(omar, code)


def test_making_it_twice_by_the_same_form_lands_once(ruth, mara, version):
    once = uuid4()

    first, second = make(ruth, mara, version, id=once), make(ruth, mara, version, id=once)

    assert first.code == second.code
    assert Packet.objects.count() == 1
    assert Entry.objects.filter(what="discussion.packet.printed").count() == 1


def test_the_id_of_another_practices_packet_makes_none(ruth, omar, mara, version):
    hers = make(ruth, mara, version)
    words = {"option": "two_minutes", "own_words": "I say goodbye soon."}
    revision = policy.answer_clause(member=omar, number="5", answer=words, revision=0)
    his = policy.publish_version(member=omar, revision=revision)

    with pytest.raises(queries.NoSuchPacket):
        make(omar, None, his, id=hers.id)


def test_each_packet_of_many_has_a_code_and_a_line_of_its_own(ruth, mara, daniel, version):
    wanted = [actions.Wanted(uuid4(), client) for client in (mara, daniel, None)]

    made = actions.make_packets(member=ruth, many=wanted, version=version, language="en", paper=rules.A4)

    assert len({row.code for row in made}) == 3
    assert Entry.objects.filter(what="discussion.packet.printed").count() == 3
    assert ledger.verify(ruth.practice_id) is None


def test_a_code_that_is_taken_already_is_drawn_anew(ruth, mara, version, monkeypatch):
    first = make(ruth, mara, version)
    drawn = iter([first.code, rules.draw_code(secrets.randbelow)])
    monkeypatch.setattr(rules, "draw_code", lambda below: next(drawn))

    assert make(ruth, mara, version).code != first.code


def test_that_it_was_handed_over_is_recorded_once(ruth, mara, version):
    made = make(ruth, mara, version)
    actions.hand_over(member=ruth, packet=made, how=rules.ON_PAPER, on=date(2026, 11, 23))

    with pytest.raises(actions.HandedAlready) as refused:
        actions.hand_over(member=ruth, packet=queries.packet(ruth, made.code), how=rules.SENT, on=date(2026, 11, 24))

    assert refused.value.packet.handed_on == date(2026, 11, 23)
    assert queries.packet(ruth, made.code).handed_how == rules.ON_PAPER
    assert Entry.objects.filter(what="discussion.packet.handed").count() == 1


@pytest.mark.parametrize(
    "changed", [{"code": "000000000"}, {"paper": "a4"}, {"handed_on": date(2026, 1, 1)}, {"client": None}]
)
def test_the_database_keeps_a_packet_as_it_was_made(ruth, mara, version, changed):
    made = make(ruth, mara, version)
    actions.hand_over(member=ruth, packet=made, how=rules.ON_PAPER, on=date(2026, 11, 23))

    with pytest.raises(DatabaseError), transaction.atomic():
        Packet.objects.filter(pk=made.pk).update(**changed)


def test_it_goes_with_the_file_and_not_before(ruth, mara, version):
    made, blank = make(ruth, mara, version), make(ruth, None, version)
    with pytest.raises(DatabaseError), transaction.atomic():
        Packet.objects.filter(pk=made.pk).delete()

    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    Packet.objects.filter(pk=made.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Packet.objects.filter(pk=blank.pk).delete()


# The code itself


def some_code(number):
    tries = iter(range(number, number + 40))
    return rules.draw_code(lambda n: next(tries) % n)


@given(st.integers(min_value=0, max_value=32**8 - 1))
def test_every_code_is_read_back_as_it_was_printed(number):
    code = some_code(number)

    assert rules.read_code(rules.printed_code(code)) == code
    assert len(rules.printed_code(code)) == 11


@given(
    st.integers(min_value=0, max_value=32**8 - 1),
    st.integers(0, 8),
    st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_one_wrong_character_is_always_found_out(number, place, other):
    code = some_code(number)
    wrong = code[:place] + other + code[place + 1 :]

    if wrong != code:
        with pytest.raises(rules.BadCode, match="mistyped"):
            rules.read_code(wrong)


@given(st.integers(min_value=0, max_value=32**8 - 1), st.integers(0, 7))
def test_two_characters_swapped_are_always_found_out(number, place):
    code = some_code(number)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if swapped != code and place < 7:
        with pytest.raises(rules.BadCode, match="mistyped"):
            rules.read_code(swapped)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type the code"),
        ("  -- ", "Type the code"),
        ("ABC", "these are 3"),
        ("ABCDEFGHJK", "these are 10"),
        ("ABCD-EFU0-1", "no U"),
        ("ABCD-EF€0-1", "letters and figures only"),
        ("<b>&{{}}", "letters and figures only"),
        ("٣٣٣٣٣٣٣٣٣", "letters and figures only"),
    ],
)
def test_what_cannot_be_a_code_is_answered_with_what_to_do(typed, says):
    with pytest.raises(rules.BadCode, match=says):
        rules.read_code(typed)


def test_what_looks_alike_is_read_as_the_same():
    code = next(one for one in (some_code(n) for n in range(32 * 32)) if "0" in one and "1" in one)

    assert rules.read_code(code.replace("0", "o").replace("1", "l")) == code
    assert rules.read_code(code.replace("0", "O").replace("1", "I")) == code


@pytest.mark.parametrize(
    ("zone", "paper"),
    [
        ("America/Chicago", "us-letter"),
        ("America/Mexico_City", "us-letter"),
        ("America/Sao_Paulo", "a4"),
        ("America/Argentina/Salta", "a4"),
        ("Pacific/Honolulu", "us-letter"),
        ("Europe/Berlin", "a4"),
        ("Asia/Manila", "us-letter"),
        ("UTC", "a4"),
    ],
)
def test_the_usual_paper_is_that_of_the_place(zone, paper):
    assert rules.paper_for(zone) == paper
