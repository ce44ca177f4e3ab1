"""Forms save themselves: by POST alone, for oneself alone."""

from waveback.people import drafts


def test_a_form_saves_itself_and_learns_when(ruths_browser, ruth):
    answer = ruths_browser.post("/drafts/", {"draft-path": "/note/", "text": "She wav", "role": ["partner", "child"]})

    assert answer.status_code == 204
    assert len(answer.headers["X-Saved-At"]) == 5
    assert drafts.kept(ruth, "/note/") == {"text": ["She wav"], "role": ["partner", "child"]}


def test_reading_drafts_by_address_is_not_possible(ruths_browser):
    assert ruths_browser.get("/drafts/").status_code == 405


def test_a_visitor_keeps_nothing(visitor):
    assert visitor.post("/drafts/", {"draft-path": "/note/", "text": "x"}).status_code == 401


def test_only_addresses_of_this_house_have_drafts(ruths_browser):
    for path in ("//evil.example/", "https://evil.example/", "", "/" + "x" * 300):
        assert ruths_browser.post("/drafts/", {"draft-path": path, "text": "x"}).status_code == 400


def test_too_much_is_refused_with_a_page_that_says_so(ruths_browser):
    answer = ruths_browser.post("/drafts/", {"draft-path": "/note/", "text": "x" * 200_001})

    assert answer.status_code == 413
    assert "shorten what you typed" in answer.content.decode()
