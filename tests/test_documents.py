"""Every document that Waveback prints: sound, tagged, archival, read in its order, and nothing runs off the page."""

import re
import shutil
import subprocess

import pytest

from tests.conftest import signed_in
from tools.documents import DOCUMENTS, World
from waveback.people import queries as people
from waveback.site import demo

pytestmark = pytest.mark.once
IN_ORDER = {
    "specimen": ("One of everything", "What somebody wrote", "A table", "Unchanged since signing"),
    "packet": (
        "If we run into each other", "1. What I generally do", "Saying hello", "Afterwards", "2. What you would like",
        "When we meet by chance", "3. Your answer", "What is your answer?", "Therapist. Name",
    ),
    "packet-spanish": ("Si nos encontramos", "1. Lo que suelo hacer", "El saludo", "2. Lo que usted prefiere", "3. "),
    "packet-arabic": ("1. What I generally do", "2. What you would like", "3. Your answer"),
    "packets": ("1. What I generally do", "3. Your answer", "1. What I generally do", "packets are in this file"),
    "evidence": ("Lakeside Counselling", "Ruth Adeyemi"),
    "leaflet": ("What happens if we meet?", "Will you say hello?"),
    "wallet-card": ("Cut",),
    "cards": ("Scene cards", "The cards", "A hello by the apples", "What do you do?", "what fits", "Fits"),
    "note": ("Record of an incidental encounter", "What happened", "Note", "Unchanged since signing"),
    "revisit": ("Talk about an incidental encounter", "The offer", "In their words", "Signed by Ruth Adeyemi"),
    "hand-over": ("Record of an incidental encounter", "For the record system", "Chart date", "What happened", "Note"),
    "record": (
        "Record", "What is in it", "What is left out, and why", "How to check it", "Names, contact and sessions",
        "The policy and what was answered to it", "The ledger in numbers",
    ),
    "disclosures": ("Accounting of disclosures", "To whom", "SHA-256 of the bundle"),
}  # fmt: skip
"""What stands on each, in the order in which it is to be read aloud."""


@pytest.fixture(scope="module")
def printed(for_all_in_this_file):
    """Every document of an invented practice, as its page hands it out, by name."""
    demo.fill(lambda done, total: None)
    owner = people.owners(people.practices()[0])[0]
    world = World(owner, signed_in(owner))
    return {name: made(world) for name, made in DOCUMENTS.items()}


@pytest.fixture
def told_by(printed, tmp_path):
    """Asks one of Debian's tools about a document."""

    def ask(name, tool, *options, to=()):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed here: apt-get install qpdf poppler-utils")
        path = tmp_path / "document.pdf"
        path.write_bytes(printed[name])
        done = subprocess.run([tool, *options, str(path), *to], capture_output=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode(errors="replace")  # pdfinfo tells descriptions in UTF-16

    return ask


def test_every_document_is_among_them():
    assert set(IN_ORDER) == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_sound_and_holds_the_tags_and_standards_that_it_claims(name, told_by):
    assert "No syntax or stream encoding errors" in told_by(name, "qpdf", "--check")
    about, marked = told_by(name, "pdfinfo"), told_by(name, "pdfinfo", "-meta")
    assert re.search(r"Tagged: +yes", about) and re.search(r"JavaScript: +no", about)
    assert re.search(r"Title: +\S", about)
    for claim in ("pdfaid:part.{1,2}3", "pdfaid:conformance.{1,2}A", "pdfuaid:part.{1,2}1"):
        assert re.search(claim, marked), claim
    tags = told_by(name, "pdfinfo", "-struct").splitlines()
    assert tags[0] == "Document" and not any(line == tags[0] for line in tags[1:])
    assert name == "wallet-card" or any(line.strip().startswith("H1") for line in tags)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_font_is_in_it(name, told_by):
    rows = [line.split() for line in told_by(name, "pdffonts").splitlines()[2:]]

    assert rows
    assert all(row[-5] == "yes" for row in rows), "embedded"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_read_in_the_order_in_which_it_is_meant(name, told_by):
    text, at = " ".join(told_by(name, "pdftotext", to=["-"]).split()), 0
    for words in IN_ORDER[name]:
        found = text.find(words, at)
        assert found >= 0, words
        at = found + len(words)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_runs_off_the_page(name, told_by):
    """Every word within the paper, six millimetres from its edges: what a printer reaches."""
    told = told_by(name, "pdftotext", "-bbox", to=["-"])
    margin = 17
    for page in told.split("<page ")[1:]:
        width, height = (float(each) for each in re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        for left, top, right, low, word in re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<', page
        ):
            inside = margin <= float(left) and float(right) <= width - margin
            assert inside and float(top) >= 0 and float(low) <= height, word


def test_nothing_of_the_therapists_own_and_no_one_elses_name_stands_on_the_wallet_card(told_by):
    text = told_by("wallet-card", "pdftotext", to=["-"])

    for word in ("Ruth", "Adeyemi", "Lakeside", "Counselling", "therapist", "client"):
        assert word.lower() not in text.lower()
