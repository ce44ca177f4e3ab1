"""page(): the whole page, or the part that htmx asked for; what was said is announced either way."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from waveback.ground.web import pages, said


def asked(path="/", **headers):
    request = RequestFactory().get(path, headers=headers)
    request.htmx = HtmxDetails(request)
    return request


def test_htmx_gets_the_part_alone(settings, tmp_path):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "note.html").write_text('<html>{% include "room/_note.html" %}</html>')
    (tmp_path / "room" / "_note.html").write_text("<article>{{ text }}</article>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    assert pages.page(asked(), "room/note.html", {"text": "x"}).content == b"<html><article>x</article></html>"
    part = pages.page(asked(**{"HX-Request": "true"}), "room/note.html", {"text": "x"}, status=422)
    assert (part.status_code, part.content) == (422, b"<article>x</article>")
    whole = pages.page(asked(**{"HX-Request": "true", "HX-Request-Type": "full"}), "room/note.html", {"text": "x"})
    assert whole.content.startswith(b"<html>")


def test_a_page_without_a_part_is_sent_whole():
    answer = pages.page(asked(**{"HX-Request": "true"}), "web/error.html", {"what": "x", "next_step": ""})

    assert b"<html" in answer.content


def test_what_was_said_is_shown_as_status_and_told_to_htmx():
    said.register({"web.test-kept": "It is kept."})

    page = pages.page(asked("/?said=web.test-kept"), "web/error.html", {"what": "x"}).content.decode()
    part = pages.page(asked("/?said=web.test-kept", **{"HX-Request": "true"}), "web/error.html", {"what": "x"})

    assert page.count('role="status"') == 1
    assert "It is kept." in page.split('role="status"')[1].split("</div>")[0]
    assert part["X-Said"] == "It%20is%20kept."


def test_an_unknown_code_says_nothing():
    assert said.said(asked("/?said=<script>")) == ""


def test_a_code_has_one_sentence():
    said.register({"web.test-once": "Once."})
    said.register({"web.test-once": "Once."})

    with pytest.raises(said.CodeTaken):
        said.register({"web.test-once": "Twice."})


def test_an_icon_is_skipped_by_readers_and_an_unknown_one_is_a_defect():
    def draw(name):
        return Template("{% load waveback %}{% icon name %}").render(Context({"name": name}))

    assert 'aria-hidden="true"' in draw("lock")
    with pytest.raises(KeyError):
        draw("no-such-icon")
