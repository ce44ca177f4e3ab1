"""Work that takes longer has a page: how far it is, a way to stop it, the file once; also without JavaScript."""

import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils.module_loading import autodiscover_modules

from waveback.ground import jobs
from waveback.ground.jobs import working
from waveback.ground.jobs.models import Job
from waveback.ground.vault.rows import change
from waveback.people import disposal
from waveback.people.middleware import SEEN

FILE = jobs.Result("packet.pdf", "application/pdf", b"%PDF-1.7 all of it")
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}


@pytest.fixture
def begun(ruth, monkeypatch):
    autodiscover_modules("jobs")  # the rooms' own, once, before they make way
    monkeypatch.setattr(jobs, "_works", {"packets": lambda job, args: FILE})

    def begin(back="/clients/"):
        return jobs.begin(practice=ruth.practice_id, member=ruth.pk, kind="packets", args={}, back=back)

    return begin


@pytest.fixture
def ready(begun):
    id = begun()
    working.work_off(str(id))
    return id


def text(browser, id, **headers):
    answer = browser.get(f"/under-way/{id}/", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_how_far_it_is_and_looks_again_by_itself(begun, ruths_browser):
    id = begun()
    assert "It begins in a moment." in text(ruths_browser, id)
    change(Job.objects.get(id=id), where={}, state="running", beat_at=datetime.now(UTC), done=12, total=500)

    page = text(ruths_browser, id)
    assert "It is being made." in page and "12 of 500" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_htmx_is_given_the_part_alone(begun, ruths_browser):
    part = text(ruths_browser, begun(), **PART)

    assert part.lstrip().startswith("<section id=") and "<html" not in part


def test_the_file_is_handed_out_once(ready, ruths_browser):
    page = text(ruths_browser, ready)
    assert "Download packet.pdf" in page and "every 1s" not in page and "refresh" not in page

    answer = ruths_browser.post(f"/under-way/{ready}/take/")
    assert answer.content == FILE.content and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="packet.pdf"'
    assert answer["Cache-Control"] == "no-store"
    again = ruths_browser.post(f"/under-way/{ready}/take/")
    assert (again.status_code, again["Location"]) == (303, f"/under-way/{ready}/")
    assert "It was downloaded" in text(ruths_browser, ready)


def test_work_can_be_stopped_and_begun_anew(begun, ruths_browser):
    id = begun()
    answer = ruths_browser.post(f"/under-way/{id}/cancel/")
    assert (answer.status_code, answer["Location"]) == (303, f"/under-way/{id}/")
    assert "You stopped it." in text(ruths_browser, id)

    anew = ruths_browser.post(f"/under-way/{id}/again/")
    assert anew.status_code == 303 and anew["Location"] != f"/under-way/{id}/"
    assert "It begins in a moment." in ruths_browser.get(anew["Location"]).content.decode()


def test_what_is_ready_is_not_begun_anew(ready, ruths_browser):
    assert ruths_browser.post(f"/under-way/{ready}/again/")["Location"] == f"/under-way/{ready}/"
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("stopped", "It was interrupted"),
        ("cleared", "a file was destroyed"),
        ("no-worker", "restart Waveback"),
        ("failed", "It could not be made"),
    ],
)
def test_a_failure_says_what_to_do_next(code, sentence, begun, ruths_browser):
    id = begun()
    change(Job.objects.get(id=id), where={}, state="failed", code=code, ended_at=datetime.now(UTC))

    page = text(ruths_browser, id)
    assert sentence in page and "Begin it anew" in page


def test_the_way_back_leads_where_it_was_begun_and_never_elsewhere(begun, ruths_browser):
    finished = {"where": {}, "state": "cancelled", "ended_at": datetime.now(UTC)}
    for back, leads in (("/policy/", "/policy/"), ("//example.org/", "/"), ("https://example.org/", "/")):
        id = begun(back)
        change(Job.objects.get(id=id), **finished)
        assert f'href="{leads}">Back to where you began' in text(ruths_browser, id)


def test_another_member_and_nobodys_id_find_nothing(ready, omars_browser, ruths_browser):
    for path in ("", "cancel/", "take/", "again/"):
        act = omars_browser.post if path else omars_browser.get
        assert act(f"/under-way/{ready}/{path}").status_code == 404
        act = ruths_browser.post if path else ruths_browser.get
        assert act(f"/under-way/{uuid4()}/{path}").status_code == 404
    assert ruths_browser.post(f"/under-way/{ready}/take/").status_code == 200


def test_a_page_that_looks_by_itself_does_not_keep_a_session_awake(begun, ruths_browser):
    id = begun()
    text(ruths_browser, id)
    session = ruths_browser.session
    session[SEEN] = seen = int(time.time()) - 600
    session.save()

    text(ruths_browser, id, **PART)
    assert ruths_browser.session[SEEN] == seen
    ruths_browser.get("/clients/")
    assert ruths_browser.session[SEEN] > seen


def test_the_page_costs_the_same_few_queries_however_long_the_list(begun, ruths_browser, django_assert_num_queries):
    id = begun()
    text(ruths_browser, id)
    for _ in range(20):
        begun()
    with django_assert_num_queries(4):
        text(ruths_browser, id)


def test_destroying_a_file_clears_what_was_printed_a_moment_before(ready, ruth, mara, ruths_browser):
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    page = text(ruths_browser, ready)
    assert "It was deleted before you took it" in page and "Begin it anew" in page
    assert Job.objects.get(id=ready).result is None
