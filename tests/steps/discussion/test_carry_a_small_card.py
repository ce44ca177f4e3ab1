"""The card that a client may carry: what they chose, in their voice; nobody is named; none where it is not safe."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest

from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads import rules as wishes
from waveback.steps.discussion import rules


def lines(**given):
    return [line for panel in rules.client_card(wishes.choices(given)) for line in panel["lines"]]


def test_it_says_what_was_chosen_in_the_clients_voice():
    found = lines(acknowledge="yes", greeting="nod", situations={"friends": {"acknowledge": "hello"}})

    assert found[0] == "Wait for me. If I look over or say hello, answer me."
    assert "A nod is enough." in found
    assert "With friends: Answer me only if I say hello, not if I just look." in found


def test_no_own_words_stand_on_it_since_they_may_name_somebody():
    found = lines(acknowledge="yes", introduction="Aunt Zoe", spoken_name="Zoe, she", note="Ask Zoe")

    assert "Zoe" not in " ".join(found)


def test_who_wants_no_contact_is_not_told_how_to_greet():
    assert lines(acknowledge="no", greeting="nod") == ["Please act as if we have never met."]


@pytest.mark.parametrize("given", [{}, {"acknowledge": "no_preference"}, {"acknowledge": "yes", "unsafe": True}])
def test_without_a_choice_or_where_it_is_not_safe_there_is_none(given):
    assert rules.client_card(wishes.choices(given)) == []


def test_its_page_offers_it_or_says_why_not(ruths_browser, ruth, mara, version):
    def told():
        return ruths_browser.get(f"/clients/{mara.id}/packet/").content.decode()

    def wish(replaces, **given):
        return leads.set_wishes(
            member=ruth, client=mara, choices=wishes.choices(given), on=date(2026, 11, 1), source="told_me",
            seen=replaces, id=uuid4(),
        )  # fmt: skip

    assert "Nothing is chosen yet" in told()
    assert ruths_browser.get(f"/clients/{mara.id}/packet/card.pdf").status_code == 303
    first = wish(None, acknowledge="yes")
    assert "Open the card" in told()
    card = ruths_browser.get(f"/clients/{mara.id}/packet/card.pdf")
    assert card["Content-Type"] == "application/pdf" and card.content.startswith(b"%PDF")
    wish(first.id, acknowledge="yes", unsafe=True)
    assert "somebody could find it" in told()
    assert ruths_browser.get(f"/clients/{mara.id}/packet/card.pdf").status_code == 303


def test_the_paper_for_it_names_nobody(ruth, mara, version):
    import pikepdf

    from waveback.steps.discussion.papers import pdf

    made = pdf.card_as_pdf(
        rules.client_card(wishes.choices({"acknowledge": "yes"})), paper="a4", at=version.published_at
    )

    with pikepdf.open(BytesIO(made)) as opened:
        assert "Mara" not in str(opened.open_metadata()) and "Lakeside" not in str(opened.open_metadata())
