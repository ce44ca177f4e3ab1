"""The written policy: every choice prints a sentence that informs and binds nobody against a client's good."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waveback.steps.policy import difference, document, rules, shown
from waveback.steps.policy.clauses.shape import DEAF, FAITH, LGBTQ, MILITARY, OTHER, TOWN

OPTIONS = [(clause, option) for clause in rules.CLAUSES for option in clause.options]
PRINTED = [(clause, option, small) for clause, option in OPTIONS for small in (False, True)]
LEAVES_ROOM = re.compile(
    r"generally|usually|as is|I would (generally )?rather|I might|whether|comes before|we can", re.IGNORECASE
)
CORE = [1, 2, 3, 4, 5, 6, 7, 9, 17, 27, 32, 33]
COMMUNITIES = (DEAF, FAITH, LGBTQ, MILITARY, OTHER)


def names(one):
    return f"{one[0].number}-{one[1].key}" + ("-small" if len(one) > 2 and one[2] else "")


def says(clause, option, small=False):
    return rules.sentence(clause, option.key, small=small)


def test_there_are_all_33_clauses_each_once():
    assert sorted(clause.number for clause in rules.CLAUSES) == list(range(1, 34))


def test_the_core_clauses_are_asked_in_order():
    assert [clause.number for clause in rules.CORE] == CORE


def test_an_offered_clause_says_why_one_might_want_it_and_a_core_one_needs_no_reason():
    assert all(clause.reason.endswith(".") for clause in rules.OFFERED)
    assert not any(clause.worlds for clause in rules.CORE)


def test_no_two_passages_have_the_same_heading():
    headings = [clause.heading for clause in (*rules.CLAUSES, rules.EXTRA)] + [document.OPENING, rules.TITLE]

    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("clause", rules.CLAUSES, ids=lambda clause: str(clause.number))
def test_every_clause_leaves_a_choice_and_belongs_to_a_group(clause):
    assert len(clause.options) >= 2
    assert len({option.key for option in clause.options}) == len(clause.options)
    assert clause.group in rules.GROUPS


@pytest.mark.parametrize("printed", PRINTED, ids=names)
def test_every_choice_says_what_is_generally_done(printed):
    assert LEAVES_ROOM.search(says(*printed)), "a policy informs; it must leave room for judgement"


@pytest.mark.parametrize("printed", PRINTED, ids=names)
def test_no_choice_promises_for_ever(printed):
    assert not re.search(r"\b(never|always|promise|guarantee|ensure|must|law|legally)\b", says(*printed))


@pytest.mark.parametrize("printed", PRINTED, ids=names)
def test_no_choice_uses_a_word_that_tells_on_its_reader_or_leaves_a_gap(printed):
    from waveback.steps.confidentiality.rules import telling_words

    assert telling_words(says(*printed)) == []
    assert not re.search(r"therap|counsel|patient|diagnos|[{}]", says(*printed), re.IGNORECASE)


@pytest.mark.parametrize("printed", PRINTED, ids=names)
def test_every_choice_can_be_read_without_much_schooling(printed):
    assert rules.reading_level(says(*printed)).grade <= 9


@pytest.mark.parametrize("pair", OPTIONS, ids=names)
def test_every_choice_prints_its_own_sentence_where_the_clause_stands(pair):
    clause, option = pair
    printed = {one.number: one for one in rules.sections({clause.key: {"option": option.key}})}

    assert printed[clause.number].paragraphs == (says(clause, option),)
    assert [one for one in printed if one not in (*CORE, clause.number)] == []


@pytest.mark.parametrize("clause", rules.CLAUSES, ids=lambda clause: str(clause.number))
def test_no_two_choices_of_a_clause_print_the_same(clause):
    for small in (False, True):
        assert len({says(clause, option, small) for option in clause.options}) == len(clause.options)


def test_the_whole_text_can_be_read_at_thirteen():
    assert page({}).reading.grade <= 7


def test_with_every_clause_in_it_the_text_stays_as_easy():
    assert page(whole()).reading.grade <= 7
    assert page(whole(), {"place": TOWN}).reading.grade <= 7


def whole():
    return {clause.key: {"option": clause.default.key} for clause in rules.CLAUSES}


def page(answers, comfort=None):
    return shown.page(document.read(rules.plain_text("Lakeside Counselling", answers, comfort)))


def test_the_hardest_sentence_is_pointed_at():
    text = "I wait. Notwithstanding considerable professional deliberation I occasionally reconsider. You lead."

    assert rules.reading_level(text).hardest.startswith("Notwithstanding")


def test_the_hardest_sentence_is_marked_once_in_its_passage():
    hard = "Notwithstanding considerable professional deliberation I occasionally reconsider."
    read = page({"5": {"option": "open", "own_words": f"I wait. {hard} You lead."}})

    assert read.hardest is not None and read.hardest.number == 5
    marked = [run for one in read.passages for row in one.paragraphs for run in row if run.hardest]
    assert [(run.text, run.begins) for run in marked] == [(hard, True)]


def test_a_sentence_without_a_full_stop_is_measured_too():
    assert rules.reading_level("I wait\nIncomprehensible institutional obligations").hardest.startswith("Incompre")


def test_own_words_replace_the_sentence():
    own = rules.sections({"1": {"option": "client", "own_words": "You wave.\n\nI wave back."}})[0]

    assert own.paragraphs == ("You wave.", "I wave back.")


def test_the_gentle_phrase_stands_in_the_clause_on_topics():
    answers = {"6": {"option": "chit_chat", "phrases": {"gentle": "Bring it on Thursday."}}}

    assert "“Bring it on Thursday.”" in rules.plain_text("Lakeside", answers)


def test_the_firm_and_the_final_phrase_stand_where_they_are_needed():
    answers = {
        "6": {"option": "chit_chat", "phrases": {"firm": "Not here.", "final": "Goodbye for now."}},
        "26": {"option": "child_leads"},
        "29": {"option": "exit"},
    }

    text = rules.plain_text("Lakeside", answers)

    assert "“Not here.”" in text and "“Goodbye for now.”" in text


def test_a_phrase_left_empty_is_the_shipped_one():
    assert rules.phrases({"6": {"phrases": {"gentle": " "}}}) == rules.SHIPPED_PHRASES


def test_own_words_are_printed_to_the_letter_also_where_they_look_like_a_phrase():
    own = rules.sections({"1": {"option": "client", "own_words": "I say {gentle} <b>#set</b>."}})[0]

    assert own.paragraphs == ("I say {gentle} <b>#set</b>.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I generally wait.", []),
        ("I will NEVER wave, and always nod. Never.", ["never", "always"]),
        ("Promised.", ["promised"]),
    ],
)
def test_own_words_that_promise_for_ever_are_pointed_out(text, words):
    assert rules.binding_words(text) == words


def test_no_sentence_of_ours_is_pointed_out_for_promising_for_ever():
    assert [says(*one) for one in PRINTED if rules.binding_words(says(*one))] == []


# What a draft prints: core, added, left out, a passage of one's own


def test_an_offered_clause_is_printed_once_it_is_added():
    before, after = rules.completed({}, {}), rules.completed({"20": {"option": "no_reply", "included": True}}, {})

    assert "20" not in before
    assert after["20"] == {"option": "no_reply", "own_words": ""}


def test_a_clause_that_was_left_out_is_not_printed_even_if_a_small_world_brings_it():
    left_out = {"22": {"option": "plan", "included": False}}

    assert "22" not in rules.completed(left_out, {"community": [FAITH]})


def test_a_passage_of_ones_own_stands_last_and_only_when_something_is_written():
    empty = rules.completed({"34": {"option": "own", "own_words": " ", "included": True}}, {})
    written = rules.completed({"34": {"option": "own", "own_words": "I wear a hat.", "included": True}}, {})

    assert "34" not in empty
    assert rules.sections(written)[-1] == rules.Section(34, "Anything else", ("I wear a hat.",))


# Comfort and small worlds


def test_comfort_chooses_the_defaults_and_answers_stay():
    comfort = {"place": "town", "touch": "rather_not"}

    filled = rules.completed({"7": {"option": "culture"}}, comfort)

    assert filled["1"]["option"] == "nod"
    assert filled["7"]["option"] == "culture"


def test_every_comfort_choice_leads_to_options_that_exist():
    for one in rules.COMFORT:
        for key, _ in one.choices:
            for number, option in rules.defaults({one.key: [key] if one.many else key}).items():
                rules.clause(number).option(option)


@pytest.mark.parametrize("comfort", [{"place": TOWN}, *({"community": [one]} for one in COMMUNITIES)], ids=str)
def test_in_a_small_world_the_text_says_that_we_will_probably_meet(comfort):
    text = rules.plain_text("Lakeside", rules.completed({}, comfort), comfort)

    assert "You and I will probably run into each other" in text
    assert "We will probably keep meeting in the same places" in text


@pytest.mark.parametrize(
    ("world", "brought"),
    [
        ({"place": TOWN}, {13, 14, 22, 31}),
        ({"community": [DEAF]}, {22, 30, 31}),
        ({"community": [FAITH]}, {12, 13, 22, 30}),
        ({"community": [LGBTQ]}, {21, 22, 30}),
        ({"community": [MILITARY]}, {11, 13, 22, 31}),
        ({"community": [OTHER]}, {22, 30, 31}),
        ({"place": "city"}, set()),
    ],
)
def test_a_small_world_brings_the_clauses_that_help_there(world, brought):
    assert {int(number) for number in rules.completed({}, world)} - set(CORE) == brought


@pytest.mark.parametrize("number", ["10", "16", "18", "28"])
def test_no_community_is_taken_to_drink_to_date_or_to_be_in_recovery(number):
    assert rules.clause(number).worlds == ()


def test_somebody_in_several_communities_gets_what_helps_in_each():
    both = rules.added({"community": [DEAF, FAITH]})

    assert both == rules.added({"community": [DEAF]}) | rules.added({"community": [FAITH]})


@pytest.mark.parametrize("world", COMMUNITIES)
def test_the_text_does_not_say_which_community_it_is(world):
    comfort = {"place": TOWN, "community": [world]}
    text = rules.plain_text("Lakeside", whole(), comfort).lower()

    assert not re.search(
        r"\b(deaf|sign(ing)? language|lgbt\w*|gay|queer|trans|military|army|base|veteran|rural)\b", text
    )


def test_what_stands_beside_a_published_version_names_no_community():
    assert rules.to_publish({"place": "city", "community": [LGBTQ]}) == {"place": "city"}


# What "no preference" means


@pytest.mark.parametrize(
    ("option", "wish"),
    [("client", {"acknowledge": "yes", "greeting": "hi"}), ("nod", {"acknowledge": "yes", "greeting": "nod"})],
)
def test_a_client_without_a_preference_gets_what_the_policy_says(option, wish):
    assert rules.default_wish({"1": {"option": option}}) == {**wish, "touch": "handshake", "how_to_raise": "offer"}


def test_in_company_the_clause_on_company_goes_before_the_one_on_greeting():
    wishes = rules.default_wishes({"1": {"option": "nod"}, "2": {"option": "eye_contact"}})

    assert wishes["alone"]["greeting"] == "nod"
    assert [wishes[one]["greeting"] for one in ("family", "friends", "children", "work")] == ["smile"] * 4


def test_a_clause_that_is_not_in_the_policy_sets_no_default():
    assert rules.default_wishes({})["children"]["greeting"] == "hi"
    assert rules.default_wishes({"8": {"option": "silent"}})["children"]["greeting"] == "smile"


@pytest.mark.parametrize("option", ["child_neutral", "silent"])
def test_a_clause_that_says_if_you_say_hello_answers_no_mere_look(option):
    assert "you say hello" in rules.sentence(rules.clause("8"), option)
    assert rules.default_wishes({"8": {"option": option}})["children"]["acknowledge"] == "hello"


def test_online_no_preference_means_no_contact():
    assert rules.default_wishes({})["online"]["acknowledge"] == "no"


@pytest.mark.parametrize("pair", OPTIONS, ids=names)
def test_every_default_is_a_wish_that_a_client_could_choose(pair):
    from waveback.steps.client_leads.rules import choices

    for wish in (pair[1].wish, *pair[1].wishes.values()):
        choices(wish)
    assert set(pair[1].wishes) <= set(rules.SITUATIONS)


def test_a_greeting_first_is_allowed_only_where_clause_1_says_so():
    assert [rules.allows_greet_first({"1": {"option": one}}) for one in ("client", "nod", "opt_in")] == [
        False,
        False,
        True,
    ]


# The text can be taken apart again


WRITTEN = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@given(st.dictionaries(st.sampled_from([clause.key for clause in rules.CLAUSES]), WRITTEN, max_size=6), WRITTEN)
def test_whatever_is_written_the_text_can_be_taken_apart_into_the_same_passages(own, phrase):
    answers = {key: {"option": rules.clause(key).default.key, "own_words": words} for key, words in own.items()}
    answers["6"] = {"option": "weather", "phrases": {"gentle": phrase}, **answers.get("6", {})}

    taken_apart = document.read(rules.plain_text("Lakeside Counselling", answers))

    assert taken_apart.sections == tuple(rules.sections(answers))
    assert taken_apart.beginning == rules.BEGINNING


@given(WRITTEN, WRITTEN)
def test_a_comparison_holds_all_words_of_both_texts_in_order(before, after):
    pieces = difference.compare(before, after)

    assert " ".join(piece.text for piece in pieces if piece.kind != "added").split() == before.split()
    assert " ".join(piece.text for piece in pieces if piece.kind != "left_out").split() == after.split()


def test_words_that_both_happen_to_have_belong_to_the_change():
    pieces = difference.compare(
        "You lead. I will wait for you. Always.", "You lead. I come to you and will wave. Always."
    )

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "You lead. I"),
        ("left_out", "will wait for you."),
        ("added", "come to you and will wave."),
        ("same", "Always."),
    ]


def compared(before, after):
    both = (document.read(rules.plain_text("Lakeside", answers)) for answers in (before, after))
    return {change.heading: change for change in difference.changes(*both)}


def test_what_changed_is_named_by_its_heading_and_told_by_what_it_now_says():
    changes = compared({}, {"5": {"option": "open"}})

    assert list(changes) == ["How long we talk"]
    assert changes["How long we talk"].told == (
        "“How long we talk” now says: You can end a chat at any moment, and so can I. We will generally talk for as "
        "long as it is comfortable for both of us."
    )


def test_a_passage_that_came_or_went_is_told_as_such():
    came = compared({}, {"20": {"option": "no_reply"}})["Reviews"]
    went = compared({"20": {"option": "no_reply"}}, {})["Reviews"]

    assert (came.kind, went.kind) == ("added", "left_out")
    assert came.told.startswith("“Reviews” is new: I generally don’t reply to reviews")
    assert went.told == "“Reviews” is left out."


def test_what_is_no_longer_said_is_told():
    one = {"1": {"option": "client", "own_words": "You wave. I wave back."}}
    other = {"1": {"option": "client", "own_words": "You wave."}}

    assert compared(one, other)["Saying hello"].told == "“Saying hello” no longer says: I wave back."


def test_a_passage_that_was_left_out_stands_where_it_stood():
    before = document.read(rules.plain_text("Lakeside", {"14": {"option": "avoid"}}))
    after = document.read(rules.plain_text("Lakeside", {}))

    headings = [change.heading for change in difference.side_by_side(before, after)]

    assert headings.index("When you serve me") == headings.index("Friend and follow requests") - 1


# How long it takes to say


def test_a_hundred_and_thirty_words_take_a_minute():
    assert shown.spoken_seconds("word " * 130) == 60


@pytest.mark.parametrize(("seconds", "told"), [(1, "5 s"), (22, "20 s"), (60, "1 min"), (363, "6 min 5 s")])
def test_a_length_is_told_to_the_nearest_five_seconds(seconds, told):
    assert shown.spoken(seconds) == told


def test_the_whole_takes_as_long_as_its_passages_together():
    read = page(whole())

    assert read.seconds == read.opening.seconds + sum(passage.seconds for passage in read.passages)
    assert read.minutes == round(read.seconds / 60)


# What is new since the version in force


@given(WRITTEN, WRITTEN)
def test_marking_adds_nothing_to_a_passage_and_leaves_nothing_out(before, after):
    def written(words):
        return document.read(rules.plain_text("Lakeside", {"5": {"option": "open", "own_words": words}}))

    read = shown.page(written(after), since=written(before))

    for section, passage in zip(read.document.sections, read.passages, strict=True):
        assert tuple("".join(run.text for run in paragraph) for paragraph in passage.paragraphs) == section.paragraphs


def test_only_the_words_that_are_new_are_marked():
    def written(words):
        return document.read(rules.plain_text("Lakeside", {"5": {"option": "open", "own_words": words}}))

    read = shown.page(written("I wait, then I go."), since=written("I wait."))

    new = [run.text for one in read.passages for row in one.paragraphs for run in row if run.added]
    assert new == ["wait, then I go."]


# For somebody else's form


def test_html_is_headings_and_paragraphs_with_everything_else_escaped():
    own = {"1": {"option": "client", "own_words": "<script>alert(1)</script> & <b class='x'>you</b>"}}

    html = document.as_html(document.read(rules.plain_text("Lakeside & Sons", own)))

    assert set(re.findall(r"</?[^>]*>", html)) == {"<h2>", "</h2>", "<h3>", "</h3>", "<p>", "</p>"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b class='x'&gt;you&lt;/b&gt;" in html
    assert "<p>Lakeside &amp; Sons</p>" in html
