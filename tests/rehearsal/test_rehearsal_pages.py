"""The place to practise, as pages: with and without scripts, in both wordings, for its member alone."""

import html
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest

from tests.conftest import signed_in
from tests.rehearsal.conftest import answer, finish, fitting, publish, the_round, wrong
from waveback.exchange import record_actions as exporting
from waveback.exchange.record_making import Wanted
from waveback.exchange.record_queries import Chosen
from waveback.rehearsal import packs, queries

HTMX = {"HTTP_HX_REQUEST": "true"}


def now():
    return datetime.now(UTC)


@pytest.fixture
def desk(ruth, published):
    return signed_in(ruth)


@pytest.fixture
def begun(ruth, desk):
    desk.post("/rehearse/begin/")
    return desk


def text(answer):
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def send(desk, ruth, **fields):
    return desk.post("/rehearse/round/", {"step": the_round(ruth).step, "way": "chosen"} | fields, follow=True)


def test_the_place_is_one_of_five_and_says_where_one_is(desk):
    page = text(desk.get("/rehearse/"))

    assert page.count('<a href="/rehearse/" aria-current="page">') == 1
    assert re.findall(r"<span>(Today|Clients|Policy|Rehearse|Settings)</span>", page) == [
        "Today", "Clients", "Policy", "Rehearse", "Settings",
    ]  # fmt: skip


def test_in_discreet_wording_it_is_called_practise(ruth, desk):
    desk.post("/wording/", {"discreet": "yes", "next": "/rehearse/"})
    page = text(desk.get("/rehearse/"))

    assert "<span>Practise</span>" in page
    assert "Rehearse" not in page and "policy" not in page.split("<main")[1].lower().replace("/policy/", "")
    assert "<title>Waveback</title>" in page


def test_a_beginner_sees_the_first_week(desk):
    page = text(desk.get("/rehearse/"))

    assert "Begin: two minutes" in page
    assert "Day 7" in page


def test_a_whole_round_works_without_a_script(ruth, begun):
    while not the_round(ruth).is_over:
        page = text(begun.get("/rehearse/round/"))
        assert "What do you do?" in page
        said = text(send(begun, ruth, move=fitting(ruth)))
        assert "You chose:" in said and "Your policy" in said
        begun.post("/rehearse/round/next/", {"step": the_round(ruth).step})
    assert "That was the round" in text(begun.get("/rehearse/round/"))


def test_htmx_gets_the_part_alone_with_the_focus_on_what_is_new(ruth, begun):
    step = the_round(ruth).step
    answered = begun.post("/rehearse/round/", {"step": step, "way": "chosen", "move": fitting(ruth)}, **HTMX)
    assert answered.status_code == 303
    part = text(begun.get("/rehearse/round/", **HTMX))

    assert "<html" not in part
    assert part.count("data-focus") == 1


def test_what_is_wrong_names_what_could_be_done_instead_and_quotes_the_policy(ruth, begun):
    said = text(send(begun, ruth, move=wrong(ruth)))
    told = queries.shown(ruth, now()).told

    assert re.search("You could (say|do this):", said)
    assert told.quote[0] in said and told.why.split("{")[0] in said


def test_an_empty_answer_is_asked_for_beside_its_field(ruth, begun):
    refused = send(begun, ruth)

    assert refused.status_code == 422
    assert "Choose what you would do." in text(refused)
    assert "Type what you would say." in text(send(begun, ruth, way="typed", line="  "))


def test_a_line_that_is_too_long_is_not_lost(ruth, begun):
    line = "a friendly word " * 20
    refused = text(send(begun, ruth, way="typed", line=line))

    assert "Shorten it" in refused
    assert line.strip() in refused


def test_a_typed_line_is_answered_rule_by_rule_and_escaped(ruth, begun):
    said = send(begun, ruth, way="typed", line="<b>See you in our session</b>").content.decode()

    assert "It names no therapy" in said
    assert "&lt;b&gt;See you" in said and "<b>See you" not in said


def test_saying_it_aloud_shows_what_fits_and_asks_how_it_went(ruth, begun):
    begun.post("/rehearse/round/aloud/", {"step": the_round(ruth).step})
    page = text(begun.get("/rehearse/round/"))

    assert "What fits here" in page and "How did it go?" in page
    assert "You had it ready" in text(send(begun, ruth, way="aloud", how="said"))


def test_the_clock_is_there_until_it_is_switched_off(ruth, begun):
    assert "data-clock" in text(begun.get("/rehearse/round/"))
    begun.post("/rehearse/clock/", {"clock": "off"})
    page = text(begun.get("/rehearse/round/"))

    assert "data-clock" not in page and "clock.js" not in page


def test_an_old_tab_shows_where_the_round_is_now(ruth, begun):
    step, key = the_round(ruth).step, fitting(ruth)
    begun.post("/rehearse/round/", {"step": step, "way": "chosen", "move": key})
    again = begun.post("/rehearse/round/", {"step": step, "way": "chosen", "move": key})

    assert again.status_code == 303
    assert len(the_round(ruth).drill.outcomes) == 1


def test_without_a_round_one_is_led_to_the_place(desk):
    assert desk.get("/rehearse/round/")["Location"] == "/rehearse/"
    assert desk.get("/rehearse/round/", **HTMX)["HX-Redirect"] == "/rehearse/"


def test_no_address_and_no_title_names_a_scene(ruth, begun):
    page = text(begun.get("/rehearse/round/"))
    title = re.search("<title>(.*?)</title>", page)[1]

    assert title == "Rehearse · Waveback"
    for scene in packs.shipped():
        assert f"/{scene.key}" not in page


def test_today_tells_how_much_is_due_and_only_to_who_practises(ruth, desk, colleague):
    assert "due: two minutes" not in text(desk.get("/"))
    desk.post("/rehearse/begin/")
    desk.post("/rehearse/round/stop/")

    assert "due: two minutes" in text(desk.get("/"))
    assert "due: two minutes" not in text(signed_in(colleague).get("/"))


def test_coverage_lists_every_clause(ruth, begun):
    finish(ruth, at=now())
    page = text(begun.get("/rehearse/coverage/"))

    assert page.count('<th scope="row">') == 33
    assert "Not yet" in page and "Yes" in page


def test_the_cards_are_a_pdf_under_ones_own_policy(desk):
    made = desk.get("/rehearse/cards/light_talk.pdf")

    assert made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert "version 1" in text(desk.get("/rehearse/cards/"))
    assert desk.get("/rehearse/cards/none.pdf").status_code == 404


def test_deleting_is_asked_first_and_then_done_at_once(ruth, begun):
    finish(ruth, at=now())
    assert "Delete all that practising left?" in text(begun.get("/rehearse/forget/"))
    assert queries.held(ruth) is not None
    begun.post("/rehearse/forget/")

    assert queries.held(ruth) is None
    assert "Everything is deleted." in text(begun.get("/rehearse/?said=rehearsal.forgotten"))


# Private


def test_another_practices_owner_sees_their_own_place(ruth, omar, begun):
    finish(ruth, at=now())

    assert "Begin: two minutes" in text(signed_in(omar).get("/rehearse/"))


def test_a_record_that_is_handed_out_holds_nothing_of_it(ruth, mara, begun):
    answer(ruth, fitting(ruth), at=now())
    wanted = Wanted(Chosen(), "The client asked for a copy.", "The client")
    handed = exporting.export(member=ruth, client=mara, wanted=wanted)

    archive = zipfile.ZipFile(io.BytesIO(handed.content))
    scene = the_round(ruth).drill.scene
    for name in archive.namelist():
        content = archive.read(name)
        assert scene.title.encode() not in content and scene.key.encode() not in content, name


def test_a_published_version_is_quoted_not_the_draft(ruth, begun):
    publish(ruth, c1="nod")

    assert queries.own(ruth.practice).number == 2
    assert queries.own(ruth.practice).options[1] == "nod"
