"""The wallet card as a PDF: 85 × 54 mm when folded, cut out once; it names nobody and no profession."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from waveback.ground import print as press
from waveback.steps.boundaries import rules
from waveback.steps.policy.phrases import STARTER_PHRASES

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PHRASES = [("Gentle", "Let’s keep it."), ("Firm", "Not here, please."), ("Final", "I’m going to go now.")]
MM = 72 / 25.4


def printed(phrases=PHRASES, paper="a4"):
    return press.pdf(rules.WALLET, rules.wallet_card(phrases), title=rules.WALLET_TITLE, paper=paper, at=AT)


def text_of(made):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here: apt-get install poppler-utils")
    done = subprocess.run(["pdftotext", "-", "-"], input=made.content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_it_has_the_five_lines_the_phrases_and_what_comes_first():
    text = text_of(printed())

    for line in (*rules.FIVE_LINES, *(phrase for _, phrase in PHRASES), rules.DANGER):
        assert line in text


def test_it_names_nobody_and_no_profession():
    words = re.findall(r"\w+", text_of(printed()).lower())

    assert not {"client", "therapy", "therapist", "session", "counselling", "policy", "practice"} & set(words)
    with pikepdf.open(BytesIO(printed().content)) as made:
        assert "Counselling" not in str(made.open_metadata())


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_it_is_three_panels_of_85_by_54_mm_on_one_page(paper):
    with pikepdf.open(BytesIO(printed(paper=paper).content)) as made:
        (page,) = made.pages
        drawn = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)).decode()

    numbers = [float(one) for one in re.findall(r"-?\d+\.\d+", drawn)]
    assert any(abs(one - 85 * MM) < 0.5 for one in numbers)
    assert any(abs(one - 3 * 54 * MM) < 0.5 for one in numbers)


@pytest.mark.parametrize("length", [10, 160])
def test_the_longest_phrases_still_fit_their_panel(length):
    made = printed([("Gentle", "M" * length), ("Firm", "word " * (length // 5)), ("Final", "x")])

    with pikepdf.open(BytesIO(made.content)) as opened:
        assert len(opened.pages) == 1


def test_its_page_gives_it_on_the_usual_paper_or_the_one_asked_for(ruths_browser):
    def box(address):
        answer = ruths_browser.get(address)
        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(BytesIO(answer.content)) as made:
            return round(float(made.pages[0].mediabox[2]))

    assert box("/card/wallet.pdf") == 612  # Chicago
    assert box("/card/wallet.pdf?paper=a4") == 595
    assert box("/card/wallet.pdf?paper=napkin") == 612


@pytest.mark.parametrize(
    "phrase",
    [
        "I’m your therapist, not now.",
        "Bring it to our next session.",
        "Soy su psicóloga; aquí no.",
        "Ask for Dr Adeyemi.",
        "Please call Lakeside.",
    ],
)
def test_a_phrase_of_ones_own_that_would_say_who_it_is_is_left_out_and_that_is_said(phrase):
    told = rules.wallet_card(
        [("Gentle", "Let’s keep it."), ("Firm", phrase)], ("Ruth Adeyemi, PhD", "Lakeside Counselling")
    )

    assert told["panels"][1]["lines"] == ["“Let’s keep it.”"]
    assert rules.LEFT_OUT in told["how"]


def test_where_no_phrase_is_left_the_card_has_a_panel_less():
    told = rules.wallet_card([("Firm", "Ask my therapist.")])

    assert [panel["kind"] for panel in told["panels"]] == ["steps", "lines"]


def test_no_ready_phrase_is_left_out():
    ready = [("", phrase) for phrases in STARTER_PHRASES.values() for phrase in phrases]

    told = rules.wallet_card(ready, ("Ruth Adeyemi, PhD", "Lakeside Counselling"))

    assert len(told["panels"][1]["lines"]) == len(ready) and rules.LEFT_OUT not in told["how"]
