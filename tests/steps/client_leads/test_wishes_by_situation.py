"""Wishes by situation: what is other where, what it means when wishes meet, and how the card says it. Pure rules."""

import pytest

from waveback.steps.client_leads import rules
from waveback.steps.client_leads.rules import BadChoice, choices, in_situation, pocket_line

POLICY = {"acknowledge": "yes", "greeting": "hi"}


def wish(**given):
    return choices(given)


def other(**situations):
    return choices({"acknowledge": "yes", "greeting": "hi", "situations": situations})


def test_what_was_kept_before_there_were_situations_reads_on_unchanged():
    old = {"acknowledge": "yes", "greeting": "nod", "introduction": "", "who_knows": ["partner"], "unsafe": False,
           "how_to_raise": "offer", "note": ""}  # fmt: skip

    read = choices(old)

    assert (read.acknowledge, read.greeting, read.situations, read.cues, read.card) == ("yes", "nod", {}, (), False)


def test_as_always_is_not_kept():
    assert other(friends={"acknowledge": "", "greeting": "no_preference", "introduction": " "}).situations == {}


def test_what_is_other_holds_only_there():
    held = other(work={"acknowledge": "no"})

    assert in_situation(held, "work", POLICY).acknowledge == "no"
    assert in_situation(held, "friends", POLICY).acknowledge == "yes"


def test_no_preference_means_what_the_policy_says_of_that_situation():
    held = choices()

    assert in_situation(held, "family", {"acknowledge": "yes", "greeting": "smile"}).greeting == "smile"


@pytest.mark.parametrize("situation", ["family", "friends", "children", "work", "online"])
def test_only_when_alone_is_a_no_everywhere_else(situation):
    held = wish(acknowledge="only_alone", greeting="nod")

    assert in_situation(held, "alone", POLICY).acknowledge == "yes"
    assert in_situation(held, situation, POLICY).acknowledge == "no"
    assert in_situation(choices(), situation, {"acknowledge": "only_alone"}).acknowledge == "no"


def test_where_there_is_no_contact_there_is_neither_greeting_nor_introduction():
    held = wish(acknowledge="yes", greeting="hi", introduction="a friend", situations={"work": {"acknowledge": "no"}})
    there = in_situation(held, "work", POLICY)

    assert (there.greeting, there.introduction) == ("no_preference", "")


def test_unsafe_company_holds_in_every_situation():
    held = wish(unsafe="yes", unsafe_from=["former_partner"], situations={"alone": {"acknowledge": "yes"}})

    assert all(in_situation(held, one.key, POLICY).acknowledge == "no" for one in rules.SITUATIONS)
    assert rules.no_contact(held)


def test_by_whom_without_that_it_is_unsafe_asks_which_is_meant():
    with pytest.raises(BadChoice) as refused:
        wish(unsafe_from=["partner"])

    assert refused.value.field == "unsafe_from"


@pytest.mark.parametrize("usual", ["no", "only_alone"])
def test_a_greeting_where_there_is_no_contact_is_refused(usual):
    with pytest.raises(BadChoice) as refused:
        wish(acknowledge=usual, situations={"friends": {"greeting": "nod"}})

    assert refused.value.field == "friends_acknowledge"
    assert wish(acknowledge=usual, situations={"friends": {"acknowledge": "yes", "greeting": "nod"}}).situations


def test_who_is_answered_somewhere_is_not_without_contact():
    assert rules.no_contact(wish(acknowledge="no"))
    assert not rules.no_contact(wish(acknowledge="no", situations={"alone": {"acknowledge": "yes"}}))


@pytest.mark.parametrize(
    "given", ["friends", ["friends"], {"pub": {}}, {"friends": "no"}, {"friends": {"acknowledge": "only_alone"}}]
)
def test_what_is_not_on_offer_is_refused(given):
    with pytest.raises(BadChoice):
        wish(situations=given)


def test_cues_and_unsafe_company_are_kinds_never_names():
    for field in ("cues", "unsafe_from"):
        with pytest.raises(BadChoice) as refused:
            choices({field: ["Sam"], "unsafe": True})
        assert refused.value.field == field
        assert "Sam" not in str(refused.value)


def test_it_is_read_back_situation_by_situation_in_whole_sentences():
    held = other(friends={"acknowledge": "no"}, work={"greeting": "nod", "introduction": "a supplier"})
    said = [sentence for field, sentence in rules.read_back(held) if field == "situations"]

    assert said == [
        "With friends: I act as if we have never met.",
        "At your work: I greet you back with a nod. If you introduce me, you will probably say: “a supplier”.",
    ]


def test_everything_survives_the_way_to_json_and_back():
    held = wish(
        acknowledge="yes", unsafe="", cues=["sign_is_seen", "may_not_hear"], spoken_name=" Sam, they ", touch="none",
        card="yes", situations={"online": {"acknowledge": "no"}, "alone": {"greeting": "name"}},
    )  # fmt: skip

    assert choices(held.as_dict()) == held
    assert held.cues == ("may_not_hear", "sign_is_seen")
    assert held.spoken_name == "Sam, they"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, "Wait for them. “Hi”, without a name."),
        ({"unsafe": True, "acknowledge": "yes"}, "No contact at all. Out of sight if need be."),
        ({"acknowledge": "hello", "greeting": "nod"}, "No sign unless they say hello. A nod."),
        ({"acknowledge": "no"}, "No sign: as if you had never met."),
        (
            {"acknowledge": "only_alone", "greeting": "nod"},
            "Wait for them; answer only if they are alone. A nod.",
        ),
        (
            {"acknowledge": "yes", "greeting": "hi", "situations": {"friends": {"acknowledge": "no"}}},
            "Wait for them. “Hi”, without a name. No sign with friends.",
        ),
        (
            {"acknowledge": "no", "situations": {"alone": {"acknowledge": "yes", "greeting": "smile"}}},
            "No sign: as if you had never met. Answer when they are alone. Alone: a smile.",
        ),
        (
            {"acknowledge": "yes", "greeting": "hi", "cues": ["may_not_see"]},
            "Do nothing unless they speak to you. “Hi”, without a name.",
        ),
    ],
)
def test_the_card_says_in_one_line_what_to_do(given, line):
    assert pocket_line(choices(given), POLICY) == line


def test_who_may_be_greeted_first_says_so_and_keeps_its_condition():
    usual = pocket_line(choices(), POLICY, greet_first=True)
    assert usual == "You may greet first, only if they are alone. Else wait for them. “Hi”, without a name."
    hello = pocket_line(wish(acknowledge="hello", greeting="nod"), POLICY, greet_first=True)
    assert hello == "You may greet first, only if they are alone. Else no sign unless they say hello. A nod."
    alone = pocket_line(wish(acknowledge="only_alone", greeting="nod"), POLICY, greet_first=True)
    assert alone == "You may greet first, only if they are alone. A nod."
    assert "greet first" not in pocket_line(wish(acknowledge="no"), POLICY, greet_first=True)
    assert "greet first" not in pocket_line(wish(unsafe=True), POLICY, greet_first=True)


def test_nothing_is_greeted_first_where_they_asked_that_nothing_be_said():
    for held in (wish(cues=["faces"]), wish(acknowledge="yes", situations={"alone": {"acknowledge": "no"}})):
        assert "greet first" not in pocket_line(held, POLICY, greet_first=True)


IN_COMPANY = {key: {"acknowledge": "hello", "greeting": "smile"} for key in ("family", "friends", "children", "work")}


def test_who_has_no_preference_is_met_in_company_as_the_policy_says():
    assert pocket_line(choices(), POLICY, by_situation=IN_COMPANY) == (
        "Wait for them. “Hi”, without a name. Only a hello back in company. In company: a smile."
    )


def test_what_they_chose_goes_before_what_the_policy_says_of_company():
    chosen = wish(acknowledge="yes", greeting="hi")
    assert pocket_line(chosen, POLICY, by_situation=IN_COMPANY) == "Wait for them. “Hi”, without a name."
    friends = wish(situations={"friends": {"acknowledge": "no"}})
    assert "No sign with friends. Only a hello back with partner or family, with children, at work." in pocket_line(
        friends, POLICY, by_situation=IN_COMPANY
    )
    assert "smile" not in pocket_line(wish(acknowledge="only_alone"), POLICY, by_situation=IN_COMPANY)


def test_where_several_people_chose_for_themselves_the_card_gives_no_leave_to_greet_back():
    assert pocket_line(choices(), POLICY, together=True).startswith("No sign unless they say hello. Each of them")
    assert pocket_line(wish(unsafe=True), POLICY, together=True).startswith("No contact at all.")


def test_no_contact_in_one_situation_and_another_greeting_in_the_next_are_read_each_for_itself():
    held = other(family={"greeting": "smile"}, work={"acknowledge": "no"})

    assert in_situation(held, "work", POLICY).acknowledge == "no"
    assert in_situation(held, "family", POLICY).greeting == "smile"


def test_the_card_names_nobody_and_no_profession():
    held = wish(introduction="Sam’s old teacher", spoken_name="Sam", note="Sam", acknowledge="yes")

    line = pocket_line(held, POLICY, greet_first=True)

    assert "Sam" not in line
    assert "client" not in line.lower()
    assert "therap" not in line.lower()
