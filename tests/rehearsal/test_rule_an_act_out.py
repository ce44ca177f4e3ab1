"""What rules an act out is told in full: every clause, and the client's own wish."""

from collections.abc import Mapping

import pytest

from waveback.rehearsal import acts, rules, soundness
from waveback.rehearsal.scene import AGAINST, BETTER, Move, Person, Verdict
from waveback.steps.policy import rules as policy

GREETING = policy.clause("1").options


def told(
    done: tuple[str, ...],
    verdict: str,
    clause: int,
    *,
    chosen: Mapping[int, str],
    wishes: Mapping[str, object] | None = None,
) -> list[str]:
    """The kinds of contradiction that the check finds in one verdict about these acts, under this policy."""
    move = Move("go", "You do it.", 3, done, (Verdict(verdict, clause, "So."),))
    person = Person("Heron", wishes or {})
    judged = rules.judge(move, chosen, rules.wishes(person, "alone", chosen))
    return [kind for kind, _ in soundness.contradictions(move, judged, chosen, person, "alone")]


def test_an_act_that_two_clauses_rule_out_may_be_against_either():
    both = {3: "follow", 4: "defer"}

    assert told(("invents",), AGAINST, 3, chosen=both) == []
    assert told(("invents",), AGAINST, 4, chosen=both) == []


def test_an_act_is_not_against_a_clause_that_leaves_it_open():
    assert told(("invents",), AGAINST, 4, chosen={3: "follow", 4: "leave"}) == ["unfounded"]


def test_who_asked_to_be_greeted_first_may_be_nodded_to_where_the_policy_offers_it():
    asked = {"greet_first": "yes"}

    assert told(("nods_first",), BETTER, 1, chosen={1: "opt_in"}, wishes=asked) == []
    assert told(("nods_first",), BETTER, 1, chosen={1: "opt_in"}) == ["allowed nods_first"]
    assert told(("nods_first",), BETTER, 1, chosen={1: "client"}, wishes=asked) == ["allowed nods_first"]


def test_a_client_is_not_asked_to_make_room_where_the_policy_says_that_they_need_not():
    assert told(("sends_home",), BETTER, 10, chosen={10: "leave"}) == ["allowed sends_home"]
    assert told(("sends_home",), BETTER, 10, chosen={10: "predecide"}) == []
    assert told(("asks_other_hours",), BETTER, 11, chosen={11: "alternate"}) == ["allowed asks_other_hours"]


@pytest.mark.parametrize("option", GREETING, ids=lambda option: option.key)
@pytest.mark.parametrize(("act", "sentence"), [("hides", "I won’t hide"), ("goes_over", "I won’t come up to you")])
def test_what_the_first_clause_rules_out_stands_in_what_it_prints(option, act, sentence):
    assert act in acts.CLAUSES[1][option.key].against
    assert sentence in option.text and sentence in (option.small or sentence)
