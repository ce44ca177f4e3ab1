"""Telling words are found; the pages themselves are walked in tests/desk/test_discreet_pages.py."""

from waveback.steps.confidentiality.rules import telling_words


def test_a_clients_page_shows_the_label_and_not_the_name(ruths_browser, mara):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    shown = ruths_browser.get(f"/clients/{mara.id}/").content.decode()

    assert mara.code_label in shown
    assert "Mara" not in shown
    assert "Lindqvist" not in shown


def test_finding_telling_words():
    assert telling_words("One run-in with a client at the market.") == ["run-in", "client"]
    assert telling_words("One entry at the market.") == []
