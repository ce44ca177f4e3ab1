"""A document is tagged, titled, in its language, the same twice, and holds what it was given, letter by letter."""

import hashlib
import re
import threading
import unicodedata

import pytest

from waveback.ground import print as press

from .conftest import AT, SPECIMEN

NAMES = {
    "Arabic": "محمد العربي",
    "Hebrew": "יעל כהן",
    "Chinese": "王小明",
    "traditional Chinese": "陳麗華",
    "Japanese": "佐藤さくら",
    "Korean": "김철수",
    "Hindi": "अनिल शर्मा",
    "Bengali": "অমিত রায়",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "મહેશ પટેલ",
    "Tamil": "முருகன்",
    "Telugu": "రమేష్",
    "Kannada": "ರಮೇಶ್",
    "Malayalam": "രമേശ്",
    "Sinhala": "නිමල්",
    "Thai": "สมชาย",
    "Lao": "ສົມສັກ",
    "Khmer": "សុខា",
    "Burmese": "အောင်",
    "Georgian": "გიორგი",
    "Armenian": "Արամ",
    "Amharic": "አበበ",
    "Greek": "Ελένη Παπαδοπούλου",
    "Russian": "Анна Кузнецова",
    "Vietnamese": "Nguyễn Thị Hường",
    "Polish": "Łukasz Żółć",
}


def letters(text: str) -> str:
    """Without the marks on letters and the spaces between: what a reader of PDFs may put together another way."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sorted(each for each in plain if unicodedata.category(each) in ("Lo", "Lu", "Ll")))


def test_a_document_is_sound_tagged_titled_and_says_its_language(specimen, tool):
    made = specimen(title="Record of an incidental encounter", language="es")

    assert made.standards == ("a-3a", "ua-1") and made.missing == ""
    assert "No syntax or stream encoding errors" in tool("qpdf", made.content, "--check", to=None)
    about = tool("pdfinfo", made.content, to=None)
    assert re.search(r"Title: +Record of an incidental encounter\n", about)
    assert re.search(r"Tagged: +yes", about) and re.search(r"JavaScript: +no", about) and re.search(r"A4", about)
    assert b"/Lang (es)" in made.content or b"/Lang(es)" in made.content
    marked = tool("pdfinfo", made.content, "-meta", to=None)
    assert "<pdfaid:part>3</pdfaid:part>" in marked and "<pdfaid:conformance>A</pdfaid:conformance>" in marked
    assert "<pdfuaid:part>1</pdfuaid:part>" in marked


def test_its_headings_tables_and_pictures_are_tagged_as_such(specimen, tool):
    tags = tool("pdfinfo", specimen().content, "-struct", to=None)

    for tag in ("H1", "H2", "Table", "THead", "TH", "Figure"):
        assert re.search(rf"^ *{tag}\b", tags, re.M), tag


def test_it_is_read_in_the_order_in_which_it_is_written(specimen, tool):
    text = tool("pdftotext", specimen().content)

    words = [
        "An incidental encounter",
        "When",
        "9 July 2026",
        "Note",
        "She nodded",
        "brother",
        "Who may know",
        "Partner",
    ]
    words += ["Your wishes", "Nod and walk on", "Client", "Therapist"]
    assert [text.index(word) for word in words] == sorted(text.index(word) for word in words)
    assert "7f3a91c2" * 8 in text and "Page 1 of" in text


def test_a_letter_is_as_wide_as_paper_in_america(specimen, tool):
    assert "612 x 792" in tool("pdfinfo", specimen(paper="us-letter").content, to=None)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_of_these_scripts_prints_and_keeps_the_standards(script, specimen, tool):
    made = specimen([["Name", NAMES[script]]])

    assert made.standards == ("a-3a", "ua-1") and made.missing == ""
    found = letters(tool("pdftotext", made.content))
    assert all(found.count(each) >= letters(NAMES[script]).count(each) for each in letters(NAMES[script]))


@pytest.mark.parametrize("script", ["Hebrew", "Chinese", "Japanese", "Korean", "Thai", "Russian", "Hindi"])
def test_such_a_name_is_found_by_searching_for_it(script, specimen, tool):
    assert NAMES[script] in re.sub(
        "[\u202a-\u202e]", "", tool("pdftotext", specimen([["Name", NAMES[script]]]).content)
    )


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur"])
def test_a_language_from_right_to_left_begins_at_the_right(language, specimen, tool):
    made = specimen(language=language)

    box = re.search(r'xMin="([\d.]+)"[^>]*>incidental<', tool("pdftotext", made.content, "-bbox"))
    assert made.standards == ("a-3a", "ua-1")
    assert box and float(box[1]) > 595 / 2


def test_what_no_font_holds_stands_as_its_code_and_costs_no_standard(specimen, tool):
    made = specimen([["Name", "Ada \u0378 \U0001f600 \ue000"]])

    assert made.standards == ("a-3a", "ua-1")
    assert made.missing == "\u0378\ue000\U0001f600"
    text = " ".join(tool("pdftotext", made.content).split())
    assert "Ada [U+0378] [U+1F600] [U+E000]" in text
    assert "could not be shown. They stand as their codes: U+0378, U+E000, U+1F600." in text


def test_signs_stacked_as_no_font_can_stand_as_their_codes_too(specimen, tool):
    made = specimen([["Name", "Ada \u1011\u0e31 Lee a\u20dd"]])

    assert made.standards == ("a-3a", "ua-1")
    assert "Ada" in tool("pdftotext", made.content)
    assert "\u20dd" in made.missing


def test_signs_that_turn_text_round_or_are_seen_by_nobody_are_left_out(specimen, tool):
    made = specimen([["Name", "Ada\u202e\u0007\u0000 Lee\u2066\u200b\ufeff\ufe0f\x85Two"]])

    assert made.standards == ("a-3a", "ua-1") and made.missing == ""
    text = tool("pdftotext", made.content)
    assert "Ada Lee\nTwo" in text
    assert not set("\u202e\u2066\u200b\ufeff\x07") & set(text)


def test_half_a_character_harms_nothing(specimen):
    assert specimen([["Name", "Ada \ud800"]]).missing == "\ud800"


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#import "/ground/print/sheet.typ": *',
        "*bold* _em_ $x^2$ `raw` @label <label> = Heading",
        "<b>bold</b> &amp; <script>alert(1)</script>",
        "\\u{41} // comment /* more */ #pagebreak() ]) }",
        '#import "@preview/cetz:0.3.1"',
    ],
)
def test_markup_in_what_somebody_wrote_is_printed_as_they_wrote_it(text, specimen, tool):
    found = "".join(tool("pdftotext", specimen([["Note", text]], text=text).content).split())

    assert found.count("".join(text.split())) == 2


def test_the_same_data_at_the_same_moment_give_the_same_bytes(specimen):
    first = specimen([["Name", NAMES["Arabic"]]]).content
    press._press.close()

    assert hashlib.sha256(specimen([["Name", NAMES["Arabic"]]]).content).digest() == hashlib.sha256(first).digest()
    assert specimen().content != first


def test_what_is_attached_comes_out_as_it_went_in(specimen, tool, tmp_path):
    content = bytes(range(256)) * 40
    made = specimen(attachments=[press.Attachment("record.json", content, "application/json", "The facts")])

    assert made.standards == ("a-3a", "ua-1")
    tool("pdfdetach", made.content, "-saveall", "-o", str(tmp_path), to=None)
    assert (tmp_path / "record.json").read_bytes() == content


@pytest.mark.parametrize("name", ["../record.json", "/record.json", "a/b.json", "Mara Lindt.pdf", ""])
def test_an_attachment_has_a_plain_name(name, specimen):
    with pytest.raises(ValueError):
        specimen(attachments=[press.Attachment(name, b"", "application/json", "The facts")])


def test_a_template_stands_below_the_folder_of_the_rooms(specimen):
    for elsewhere in (
        SPECIMEN.parents[3] / "outside.typ",
        SPECIMEN.parent / "child.py",
        SPECIMEN.parent / "../../../x.typ",
    ):
        with pytest.raises(ValueError):
            press.pdf(elsewhere, {}, title="x", at=AT)


def test_a_moment_without_a_zone_is_refused(specimen):
    with pytest.raises(ValueError):
        press.pdf(SPECIMEN, {}, title="x", at=AT.replace(tzinfo=None))


def test_many_at_once_each_get_their_own(specimen, tool):
    made = {}

    def one(number):
        made[number] = specimen([["Number", f"seven{number}"]]).content

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number in range(8):
        assert f"seven{number}" in tool("pdftotext", made[number])


def test_the_list_of_characters_belongs_to_these_fonts():
    listed = dict(re.findall(r"^font (\S+) ([0-9a-f]{64})$", (press.FONTS / "cover.txt").read_text(), re.M))

    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in press.FONTS.glob("*.ttf")}
    assert sum(path.stat().st_size for path in press.FONTS.glob("*.ttf")) < 9_000_000
