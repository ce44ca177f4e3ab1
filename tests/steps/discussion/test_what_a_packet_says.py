"""What stands on a packet: every question of the talk-through, whatever the text means to Word or a browser."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest

from waveback.steps.client_leads import forms as wishes
from waveback.steps.client_leads import rules as leads
from waveback.steps.discussion import rules
from waveback.steps.discussion.papers import web, word
from waveback.steps.policy import rules as policy

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TEXT = policy.plain_text("Lakeside Counselling", policy.completed({}, {}), {})
ODD = [
    "#set page(fill: red) $x^2$ *bold* _it_ <label> @ref \\ // [x]",
    '<script>alert(1)</script> <b>&amp;</b> "quoted" \'n',
    "&#60; {{ name }} {% now %} \\u{0041} %s ${x}",
    "李小龍 العربية שלום 🙂 Ωmega",
]


def form(**changed):
    told = {
        "text": TEXT,
        "language": "en",
        "practice": "Lakeside Counselling",
        "number": 4,
        "day": "1 March 2026",
        "therapist": "Ruth Adeyemi, PhD",
        "name": "Mara Lindqvist",
    }
    return rules.packet_form(**(told | changed))


def policy_of(words):
    answers = {"5": {"option": "two_minutes", "own_words": words}}
    return policy.plain_text("Lakeside Counselling", policy.completed(answers, {}), {})


def asks(told):
    return [ask for chapter in told.chapters for ask in chapter.asks]


def test_every_wish_that_the_screen_asks_stands_on_the_paper_in_the_same_words():
    told = asks(form())
    printed = {ask.asks for ask in told} | {option for ask in told for option in getattr(ask, "options", ())}

    for name, (label, _) in wishes.ASKED_OF_THE_CLIENT.items():
        label = "Who knows that you come here?" if name == "who_knows" else label
        assert label in printed, name


@pytest.mark.parametrize(
    "options",
    [leads.ACKNOWLEDGE, leads.GREETING, leads.WHO_KNOWS, leads.UNSAFE_FROM, leads.CUES, leads.TOUCH, leads.RAISE],
)
def test_every_line_that_can_be_chosen_has_its_box(options):
    assert any(getattr(ask, "options", ()) == tuple(one.said for one in options) for ask in asks(form()))


def test_each_situation_has_a_box_for_as_always_and_for_each_way_offered():
    grid = next(ask for ask in asks(form()) if isinstance(ask, rules.Grid))

    assert grid.rows == tuple(one.said for one in leads.SITUATIONS if one.key != "online")
    assert len(grid.columns) == 1 + len(leads.offered("friends"))


def test_the_text_of_the_version_stands_there_word_for_word():
    told = form()

    printed = [told.beginning, *(line for one in told.passages for line in (one.heading, *one.paragraphs))]
    assert "\n".join(printed) == "\n".join(line for line in TEXT.strip().split("\n")[3:] if line)


def test_three_answers_are_offered_with_what_each_means():
    assert [answer.label for answer in form().answers] == ["I agree", "I do not agree", "Not yet"]
    assert "changes nothing about my care" in form().answers[1].meaning


def test_in_spanish_every_sentence_of_ours_is_spanish():
    told, english = form(language="es"), form()

    assert told.to_read == "1. Lo que suelo hacer"
    own = {"No", "Lakeside Counselling"}  # the same in both
    for chapter, ours in zip(told.chapters, english.chapters, strict=True):
        for ask, one in zip(chapter.asks, ours.asks, strict=True):
            spoken = {ask.asks, ask.hint, *getattr(ask, "options", ()), *getattr(ask, "rows", ())} - {""} - own
            assert not spoken & {one.asks, one.hint, *getattr(one, "options", ()), *getattr(one, "rows", ())}


def test_a_day_is_written_as_our_own_sentences_around_it_are():
    assert rules.day_in("en", date(2026, 3, 1)) == "1 March 2026"
    assert rules.day_in("es", date(2026, 3, 1)) == "1 de marzo de 2026"
    assert rules.day_in("fr", date(2026, 3, 1)) == "1 March 2026"


# A text in a language that is not ours: our sentences around it are English, and are marked as such


def in_arabic():
    return form(text="إذا التقينا\nLakeside Counselling\n\nقد نلتقي.\n\nإلقاء التحية\nأومئ برأسي.\n", language="ar")


def test_a_packet_in_arabic_says_which_words_are_whose():
    told = in_arabic()

    assert (told.language, told.own, told.direction, told.is_mixed) == ("ar", "en", "rtl", True)
    assert told.to_fill == "2. What you would like"
    assert form(language="es").own == "es" and not form(language="es").is_mixed


def test_as_html_the_text_has_its_language_and_direction_and_our_words_have_theirs():
    html = web.as_html(in_arabic())

    assert html.startswith('<div lang="en">') and html.count('lang="ar" dir="rtl"') == 2
    text = html[html.index('<div lang="ar" dir="rtl">') : html.index("</div>")]
    assert "أومئ برأسي." in text and "What you would like" not in text
    assert html.count("<div") == html.count("</div>")
    assert "dir=" not in web.as_html(form())


def test_in_word_the_text_runs_from_the_right_and_our_words_do_not():
    from docx import Document
    from docx.oxml.ns import qn

    content = word.as_docx(in_arabic(), paper=rules.A4, at=datetime(2026, 11, 23, tzinfo=UTC))
    turned, straight = [], []
    for paragraph in Document(BytesIO(content)).paragraphs:
        side = turned if paragraph._p.find(qn("w:pPr") + "/" + qn("w:bidi")) is not None else straight
        side.append(paragraph.text)
        for run in paragraph.runs if side is turned else ():
            assert run._r.rPr.find(qn("w:rtl")) is not None
            assert run._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"

    assert turned == ["إذا التقينا", "قد نلتقي.", "إلقاء التحية", "أومئ برأسي."]
    assert "2. What you would like" in straight


# As HTML and as text


class Read(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("odd", ODD)
def test_markup_in_a_policy_or_a_name_is_text_in_html(odd):
    read = Read()
    read.feed(web.as_html(form(text=policy_of(odd), name=odd)))

    assert odd in "".join(read.text)
    assert read.tags <= {
        "div",
        "h2",
        "h3",
        "h4",
        "p",
        "strong",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


@pytest.mark.parametrize("odd", ODD)
def test_markup_is_text_in_plain_text(odd):
    assert web.as_text(form(text=policy_of(odd), name=odd)).count(odd) == 3  # policy, whose it is, signature


def test_the_headings_of_the_html_go_down_step_by_step():
    levels = [int(one[1]) for one in web.as_html(form()).split("<h")[1:] for one in [f"h{one}"]]

    assert levels[0] == 2 and all(after - before <= 1 for before, after in pairwise(levels))


# As a Word file


def document(told=None, **changed):
    from docx import Document

    whole = {"paper": "a4", "code": "7KQ2-M4DX-9", "at": AT}
    return Document(BytesIO(word.as_docx(told or form(), **(whole | changed))))


def texts(one):
    cells = [cell.text for table in one.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in one.paragraphs] + cells


def test_the_word_file_has_real_headings_in_order():
    levels = [p.style.name for p in document().paragraphs if p.style.name.startswith(("Title", "Heading"))]

    assert levels[0] == "Title" and levels.count("Heading 1") == 3
    numbers = [int(name[-1]) for name in levels[1:]]
    assert all(after - before <= 1 for before, after in pairwise(numbers))


def test_the_word_file_tells_its_title_and_language_and_names_nobody_in_them():
    made = document(form(language="es"))

    told = made.core_properties
    assert told.title == "If we run into each other" and told.language == "es"
    assert "Mara" not in " ".join((told.author, told.title, told.subject, told.comments, told.keywords))
    assert 'w:lang w:val="es"' in made.styles["Normal"].element.xml


def test_the_word_file_has_boxes_tables_with_heads_and_a_described_code():
    made = document()

    assert sum(text.count("☐") for text in texts(made)) > 60
    heads = [table.rows[0]._tr.xml.count("w:tblHeader") for table in made.tables if table.style.name == "Table Grid"]
    assert heads == [1, 1]
    assert "Code of this paper: 7KQ2-M4DX-9" in made.paragraphs[3]._p.xml


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("us-letter", (216, 279))])
def test_the_word_file_is_on_the_paper_chosen(paper, size):
    section = document(paper=paper).sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


@pytest.mark.parametrize("odd", ODD)
def test_markup_is_text_in_the_word_file(odd):
    found = texts(document(form(text=policy_of(odd), name=odd)))

    assert odd in found and any(text == f"For {odd}" for text in found)


CONTROLS = "Ma\x00r\x07a\u202etxt.exe\u2066 \x1bB\udc80\ufffe\u200f"


def test_what_no_paper_can_show_is_marked_and_what_turns_the_text_is_left_out():
    told = form(name=CONTROLS)

    assert told.whose == "For Ma\ufffdr\ufffdatxt.exe \ufffdB\ufffd\ufffd"
    assert told.whose in texts(document(told))
    assert told.whose in web.as_text(told)


def test_one_to_paste_into_ones_own_forms_has_no_code():
    assert not any("Code of this paper" in text for text in texts(document(code="")))


def test_libreoffice_opens_and_converts_the_word_file(tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed here: apt-get install libreoffice-writer-nogui")
    (tmp_path / "packet.docx").write_bytes(word.as_docx(form(), paper="a4", code="7KQ2-M4DX-9", at=AT))
    home = f"-env:UserInstallation=file://{tmp_path}/home"

    subprocess.run(
        [soffice, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path,
         tmp_path / "packet.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    text = (tmp_path / "packet.txt").read_text()
    order = ["If we run into each other", "1. What I generally do", "2. What you would like", "3. Your answer"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "For Mara Lindqvist" in text and "7KQ2-M4DX-9" in text
