"""The packet's pages: made on a choice of paper, looked at, taken as Word, handed over, found by its code."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone

from waveback.ground.ledger.models import Entry
from waveback.people import actions as people
from waveback.people import disposal
from waveback.people import queries as people_queries
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.models import Packet


def words(response):
    return response.content.decode()


def make(browser, client, **changed):
    address = f"/clients/{client.id}/packet/" if client else "/packets/"
    form = browser.get(address).context["form"]
    shown = {field.name: field.value() for field in form if field.value() is not None}
    return browser.post(address, shown | changed)


def made_of(response):
    return Packet.objects.get(pk=response["Location"].partition("?")[0].rstrip("/").rpartition("/")[2])


def today(member):
    return people_queries.practice_time(member.practice, timezone.now()).date()


def test_one_press_makes_a_packet_of_the_version_in_force(ruths_browser, mara, version):
    done = make(ruths_browser, mara)

    assert done.status_code == 303
    packet = made_of(done)
    assert (packet.client_id, packet.version_id, packet.language) == (mara.id, version.id, "en")
    page = words(ruths_browser.get(done["Location"]))
    assert packet.printed_code in page and "I say goodbye soon." in page and "Wait for me." in page


def test_the_paper_is_the_usual_one_of_the_place_until_another_is_chosen(ruths_browser, mara, version):
    assert made_of(make(ruths_browser, mara)).paper == rules.LETTER  # Chicago
    assert made_of(make(ruths_browser, mara, paper="a4")).paper == rules.A4


def test_a_paper_that_is_not_on_offer_is_asked_for_again(ruths_browser, mara, version):
    answer = make(ruths_browser, mara, paper="a3")

    assert answer.status_code == 422 and "Choose one of the lines shown." in words(answer)


def test_without_a_published_version_it_says_what_comes_first(ruths_browser, mara):
    page = ruths_browser.get(f"/clients/{mara.id}/packet/")

    assert "Publish a version first" in words(page)
    assert ruths_browser.post(f"/clients/{mara.id}/packet/", {}).status_code == 409


def test_a_blank_one_names_nobody(ruths_browser, mara, version):
    packet = made_of(make(ruths_browser, None))

    page = words(ruths_browser.get(f"/packets/{packet.pk}/"))
    assert packet.client is None and packet.printed_code in page and "Lindqvist" not in page


def test_each_person_of_a_couple_has_their_own(ruths_browser, ruth, version):
    couple = people.open_client(member=ruth, details=people.ClientDetails(legal_name="The Okafors", kind="couple"))
    assert "each person has a packet of their own" in words(ruths_browser.get(f"/clients/{couple.id}/packet/"))
    dan = actions.add_participant(member=ruth, client=couple, label="Dan", id=uuid4())
    ann = actions.add_participant(member=ruth, client=couple, label="Ann", id=uuid4())

    first = make(ruths_browser, couple, person=str(dan.pk))
    second = make(ruths_browser, couple, person=str(ann.pk))

    assert (made_of(first).participant, made_of(second).participant) == (dan, ann)
    assert "For Dan" in words(ruths_browser.get(first["Location"]))
    assert "For Ann" in words(ruths_browser.get(second["Location"]))
    assert make(ruths_browser, couple).status_code == 422  # nobody was chosen


def minor(member, **signing):
    details = people.ClientDetails(legal_name="Ida Berg", minor=True, guardian="A. Berg")
    client = people.open_client(member=member, details=details)
    if signing:
        actions.set_signing(member=member, client=client, reason="", seen=0, **signing)
    return client


def test_who_signs_for_a_client_under_age_is_said_first(ruths_browser, ruth, version):
    page = ruths_browser.get(f"/clients/{minor(ruth).id}/packet/")

    assert "Say first who may consent" in words(page) and "Make it" not in words(page)


def form_of(member, client):
    packet = actions.make_packet(
        member=member, client=client, version=queries.newest_version(member), language="en", paper="a4", id=uuid4()
    )
    return queries.form_for_pen(member, packet, timezone.now())


@pytest.mark.parametrize(
    ("who", "rows"),
    [
        ("guardian", ["Parent or guardian", "Therapist"]),
        ("both", ["Young person", "Parent or guardian", "Therapist"]),
        ("minor", ["Young person", "Therapist"]),
    ],
)
def test_the_signature_rows_are_those_of_who_signs(ruth, version, who, rows):
    form = form_of(ruth, minor(ruth, who=who, guardian_reads=False))

    assert [row.who for row in form.signatures] == rows
    assert bool(form.assent) == bool(form.apart) == (who != "minor")


def test_a_guardian_who_may_read_is_told_so_in_the_questions(ruth, version):
    form = form_of(ruth, minor(ruth, who="guardian", guardian_reads=True))

    assert form.apart == "" and "Parents or guardians may read part 2, too." in form.to_fill_says


def test_of_age_the_client_and_the_therapist_sign(ruth, mara, version):
    form = form_of(ruth, mara)

    assert [(row.who, row.name) for row in form.signatures] == [
        ("Client", "Mara Lindqvist"),
        ("Therapist", "Ruth Adeyemi, PhD"),
    ]


# Handing it over


def hand(browser, packet, **changed):
    address = f"/clients/{packet.client_id}/packet/{packet.pk}/"
    form = browser.get(address).context["handing"]
    return browser.post(address + "handed/", {field.name: field.value() for field in form} | changed)


def test_that_they_have_it_is_noted_with_its_day(ruths_browser, ruth, mara, version):
    packet = made_of(make(ruths_browser, mara))

    done = hand(ruths_browser, packet)

    assert done.status_code == 303
    assert "On paper, in the room" in words(ruths_browser.get(done["Location"]))
    assert queries.packet(ruth, packet.code).handed_on == today(ruth)


def test_noted_twice_it_lands_once_and_another_day_is_refused(ruths_browser, ruth, mara, version):
    packet = made_of(make(ruths_browser, mara))
    address = f"/clients/{mara.id}/packet/{packet.pk}/handed/"
    told = {"how": "paper", "on": today(ruth).isoformat()}

    answers = [ruths_browser.post(address, told), ruths_browser.post(address, told)]
    other = ruths_browser.post(address, told | {"how": "sent"})

    assert [one.status_code for one in answers] == [303, 303]
    assert other.status_code == 409 and "Another window" in words(other)
    assert Entry.objects.filter(what="discussion.packet.handed").count() == 1


@pytest.mark.parametrize(("days", "says"), [(1, "has not come yet"), (-1, "This paper was made on")])
def test_a_day_that_cannot_be_is_asked_for_again(ruths_browser, ruth, mara, version, days, says):
    packet = made_of(make(ruths_browser, mara))

    answer = hand(ruths_browser, packet, on=(today(ruth) + timedelta(days=days)).isoformat())

    assert answer.status_code == 422 and says in words(answer)


# The code


def test_the_code_leads_to_the_packets_own_page(ruths_browser, mara, version):
    packet, blank = made_of(make(ruths_browser, mara)), made_of(make(ruths_browser, None))

    found = ruths_browser.post("/packets/find/", {"code": packet.printed_code.lower()})
    assert found["Location"] == f"/clients/{mara.id}/packet/{packet.pk}/"
    assert ruths_browser.post("/packets/find/", {"code": blank.code})["Location"] == f"/packets/{blank.pk}/"


def test_the_list_of_clients_has_a_field_for_it(ruths_browser, mara):
    page = words(ruths_browser.get("/clients/"))

    assert 'action="/packets/find/"' in page and "Code on the paper" in page


def test_an_unknown_code_and_one_of_another_practice_get_the_same_sentence(ruths_browser, omars_browser, mara, version):
    packet = made_of(make(ruths_browser, mara))
    others = omars_browser.post("/packets/find/", {"code": packet.code})
    never = omars_browser.post("/packets/find/", {"code": rules.draw_code(lambda n: 37 * 12345 % n)})

    sentence = "No paper of this practice has that code."
    assert (others.status_code, never.status_code) == (404, 404)
    assert sentence in words(others) and sentence in words(never)
    assert others.context["form"].errors == never.context["form"].errors


def test_a_mistyped_code_is_said_to_be_mistyped_and_stays_in_its_field(ruths_browser, mara, version):
    code = made_of(make(ruths_browser, mara)).code
    wrong = ("1" if code[0] != "1" else "2") + code[1:]

    answer = ruths_browser.post("/packets/find/", {"code": wrong})

    assert answer.status_code == 422 and "mistyped" in words(answer) and wrong in words(answer)


# What is kept, who looked, and what is gone


def test_making_one_and_looking_at_it_are_entered(ruths_browser, mara, version):
    make(ruths_browser, mara)

    kinds = list(Entry.objects.filter(what__startswith="discussion.packet").values_list("what", flat=True))
    assert kinds == ["discussion.packet.printed"]
    assert Entry.objects.filter(what="people.client.looked").count() == 1
    assert "rinted" in words(ruths_browser.get(f"/clients/{mara.id}/looks/"))


def test_of_an_erased_file_the_packet_says_so(ruths_browser, ruth, mara, version):
    packet = made_of(make(ruths_browser, mara))
    disposal.destroy_key(member=ruth, client=mara, reason="request")

    page = ruths_browser.get(f"/clients/{mara.id}/packet/{packet.pk}/")
    assert "Erased" in words(page)
    assert ruths_browser.get(f"/clients/{mara.id}/packet/{packet.pk}/packet.docx").status_code == 410
    assert "Erased" in words(ruths_browser.get(f"/clients/{mara.id}/packet/"))


def test_another_practice_finds_none_of_its_pages(ruths_browser, omars_browser, mara, version):
    packet = made_of(make(ruths_browser, mara))

    for end in ("", "packet.docx"):
        assert omars_browser.get(f"/clients/{mara.id}/packet/{packet.pk}/{end}").status_code == 404
        assert omars_browser.get(f"/packets/{packet.pk}/{end}").status_code == 404
        assert ruths_browser.get(f"/packets/{packet.pk}/{end}").status_code == 404  # it is a client's


def test_on_a_discreet_screen_nothing_of_it_stands_open(ruths_browser, mara, version):
    packet = made_of(make(ruths_browser, mara))
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    page = words(ruths_browser.get(f"/clients/{mara.id}/packet/{packet.pk}/"))

    before = page.partition('<details class="private"')[0]
    assert "Hold to show" in page and "Lindqvist" not in before and "Client" not in before


@pytest.mark.parametrize("count", [1, 6])
def test_the_number_of_queries_does_not_grow_with_the_packets(
    ruths_browser, ruth, mara, version, count, django_assert_num_queries
):
    for _ in range(count):
        make(ruths_browser, mara)
    ruths_browser.get(f"/clients/{mara.id}/packet/")

    with django_assert_num_queries(10):
        ruths_browser.get(f"/clients/{mara.id}/packet/")


# To paste


def test_the_whole_packet_is_there_to_paste_without_a_code(ruths_browser, ruth, version):
    page = words(ruths_browser.get(f"/policy/versions/{version.id}/packet/"))

    assert "[ ] Wait for me." in page and "☐ Wait for me." in page
    assert Packet.objects.count() == 0
    text = words(ruths_browser.get(f"/policy/versions/{version.id}/packet/en/packet.txt"))
    assert "I say goodbye soon." in text and "Code of this paper" not in text
    assert ruths_browser.get(f"/policy/versions/{version.id}/packet/xx/packet.txt").status_code == 404


def test_the_word_file_of_a_client_is_a_word_file_with_a_neutral_name(ruths_browser, mara, version):
    from docx import Document

    packet = made_of(make(ruths_browser, mara))
    answer = ruths_browser.get(f"/clients/{mara.id}/packet/{packet.pk}/packet.docx")

    assert answer["Content-Disposition"] == 'attachment; filename="packet.docx"'
    document = Document(BytesIO(answer.content))
    assert "Mara" not in document.core_properties.title
    assert packet.printed_code in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_where_42_cfr_part_2_applies_its_notice_stands_on_the_packet_in_its_language(ruth, mara, version):
    assert form_of(ruth, mara).notices == ()
    details = people.PracticeDetails(ruth.practice.name, ruth.practice.time_zone, "apa", part_two=True)
    people.change_practice(member=ruth, details=details)
    ruth.practice.refresh_from_db()

    (heading, says), *more = form_of(ruth, mara).notices
    assert heading == "Before you answer" and "42 CFR Part 2" in says and not more
    spanish = rules.packet_form(
        text=version.text, language="es", practice="", number=1, day="", therapist="", notice=ruth.practice.notice
    )
    assert "42 CFR Parte 2" in spanish.notices[0][1]
