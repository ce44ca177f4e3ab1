"""In discreet mode no page shows a word, a title or a name that tells."""

import re

import pytest

from waveback.steps.confidentiality.rules import telling_words

PAGES = ["/", "/clients/", "/clients/new/", "/policy/", "/policy/questions/1/", "/card/", "/run-ins/new/", "/settings/"]


def visible(html: str) -> str:
    """What a page shows: without tags, styles and the addresses in them."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"<[^>]+>", " ", body)


@pytest.fixture
def discreet(ruths_browser, mara):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})
    return ruths_browser


@pytest.mark.parametrize("address", PAGES)
def test_no_telling_word_is_shown(discreet, address):
    assert telling_words(visible(discreet.get(address).content.decode())) == []


@pytest.mark.parametrize("address", PAGES)
def test_the_title_says_nothing_but_the_products_name(discreet, address):
    assert "<title>Waveback</title>" in discreet.get(address).content.decode()


def test_a_clients_page_shows_the_label_and_not_the_name(discreet, mara):
    shown = discreet.get(f"/clients/{mara.id}/").content.decode()

    assert mara.code_label in shown
    assert "Mara" not in shown
    assert "Lindqvist" not in shown


def test_finding_telling_words():
    assert telling_words("One run-in with a client at the market.") == ["run-in", "client"]
    assert telling_words("One entry at the market.") == []
