"""A job is begun once, does its steps, can be stopped, and leaves a result for an hour; of an error only a code."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.db.utils import IntegrityError

from waveback.ground import jobs
from waveback.ground.jobs import queue, working
from waveback.ground.jobs.models import Job
from waveback.ground.vault import KeyDestroyed, keystore, shredding
from waveback.ground.vault.rows import change

from .conftest import WORD

FILE = jobs.Result("packet.pdf", "application/pdf", b"%PDF " + WORD.encode() * 1000)


def state(whose, id):
    return jobs.find(whose["practice"], whose["member"], id)


def test_a_job_waits_is_done_and_gives_its_file_once(works, whose, begun, work_off):
    given = {}

    @works
    def packets(job, args):
        given.update(args, id=job.id, practice=job.practice, member=job.member)
        job.total(2)
        job.step()
        job.step()
        return FILE

    id = begun(args={"client": "opaque"}, back="/clients/")
    assert state(whose, id) == jobs.State(id, "packets", "waiting", 0, 0, back="/clients/")
    work_off(id)

    assert given == {"client": "opaque", "id": id, **whose}
    assert state(whose, id) == jobs.State(id, "packets", "done", 2, 2, "packet.pdf", back="/clients/")
    assert jobs.take(**whose, id=id) == FILE
    with pytest.raises(jobs.NotReady, match="taken"):
        jobs.take(**whose, id=id)
    assert state(whose, id).state == "taken"


def test_how_far_it_is_can_be_seen_meanwhile(works, whose, begun, work_off, monkeypatch):
    seen = []
    monkeypatch.setattr(working, "SAID_EVERY", 0.0)

    @works
    def packets(job, args):
        job.total(3)
        for _ in range(3):
            seen.append((state(whose, job.id).state, state(whose, job.id).done, state(whose, job.id).total))
            job.step()
        return FILE

    work_off(begun())
    assert seen == [("running", 0, 3), ("running", 1, 3), ("running", 2, 3)]


def test_five_hundred_quick_steps_are_not_five_hundred_writes(works, begun, work_off, django_assert_max_num_queries):
    @works
    def packets(job, args):
        job.total(500)
        for _ in range(500):
            job.step()
        return FILE

    id = begun()
    with django_assert_max_num_queries(20):
        work_off(id)


def test_a_form_that_is_sent_twice_begins_once(works, whose, begun):
    id = uuid4()
    assert begun(id=id) == begun(id=id) == id

    assert Job.objects.count() == 1


def test_somebody_elses_id_begins_nothing_and_tells_nothing(begun):
    id = begun()
    with pytest.raises(jobs.NoSuchJob):
        begun(id=id, member=uuid4())


@pytest.mark.parametrize("who", ["practice", "member"])
def test_a_job_of_somebody_else_does_not_exist(who, works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id = begun()
    work_off(id)
    other = {**whose, who: uuid4()}

    for act in (jobs.find, jobs.cancel, jobs.take, jobs.begin_anew):
        with pytest.raises(jobs.NoSuchJob):
            act(**other, id=id)
    assert state(whose, id).state == "done"


def test_a_waiting_job_that_is_cancelled_is_never_begun(works, whose, begun, work_off):
    works(lambda job, args: pytest.fail("it was begun"))
    id = begun()

    assert jobs.cancel(**whose, id=id).state == "cancelled"
    work_off(id)
    assert state(whose, id).state == "cancelled"


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(works, whose, begun, work_off, monkeypatch):
    monkeypatch.setattr(working, "SAID_EVERY", 0.0)
    done = []

    @works
    def packets(job, args):
        job.total(10)
        for number in range(10):
            if number == 4:
                jobs.cancel(**whose, id=job.id)
            job.step()
            done.append(number)
        return FILE

    id = begun()
    work_off(id)
    assert done == [0, 1, 2, 3]
    assert state(whose, id).state == "cancelled"


def test_a_job_that_is_cancelled_during_its_last_step_keeps_nothing(works, whose, begun, work_off):
    @works
    def packets(job, args):
        jobs.cancel(**whose, id=job.id)
        return FILE

    id = begun()
    work_off(id)
    assert state(whose, id).state == "cancelled"
    assert Job.objects.get(id=id).result is None


def test_cancelling_what_is_done_changes_nothing(works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id = begun()
    work_off(id)

    assert jobs.cancel(**whose, id=id).state == "done"
    assert jobs.take(**whose, id=id) == FILE


def test_a_job_that_fails_says_so_and_can_be_begun_anew_with_what_it_was_about(works, whose, begun, work_off):
    tries = []

    @works
    def packets(job, args):
        tries.append(args)
        if len(tries) == 1:
            raise ValueError(WORD)
        return FILE

    id = begun(args={"client": "opaque"}, back="/policy/")
    work_off(id)
    assert state(whose, id) == jobs.State(id, "packets", "failed", 0, 0, code="failed", back="/policy/")

    anew = jobs.begin_anew(**whose, id=id)
    work_off(anew)
    assert state(whose, anew).state == "done" and state(whose, anew).back == "/policy/"
    assert tries == [{"client": "opaque"}] * 2


def test_a_job_that_is_under_way_or_done_is_not_begun_anew(works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id = begun()
    with pytest.raises(jobs.NotReady, match="waiting"):
        jobs.begin_anew(**whose, id=id)
    work_off(id)
    with pytest.raises(jobs.NotReady, match="done"):
        jobs.begin_anew(**whose, id=id)


def test_a_worker_can_give_up_with_a_code_of_its_own(works, whose, begun, work_off):
    @works
    def packets(job, args):
        raise jobs.Failed("nobody")

    id = begun()
    work_off(id)
    assert (state(whose, id).state, state(whose, id).code) == ("failed", "nobody")


def test_work_that_nobody_knows_fails_with_a_code(works, whose, begun, work_off):
    id = begun(kind="never-heard-of")
    work_off(id)

    assert (state(whose, id).state, state(whose, id).code) == ("failed", "unknown")


def test_two_workers_for_one_kind_are_a_defect(works):
    jobs.worker("packets")(len)
    with pytest.raises(ValueError):
        jobs.worker("packets")(max)


def test_a_worker_does_what_waits_in_its_turn_and_nothing_twice(works, whose, begun, transactional_db):
    done = []

    @works
    def packets(job, args):
        assert not connection.in_atomic_block, "the write lock would be held as long as the work takes"
        done.append(job.id)
        return FILE

    waiting = [begun() for _ in range(3)]
    for _ in range(2):
        working.work_off_all()

    assert done == waiting
    assert {state(whose, id).state for id in done} == {"done"}


def test_nothing_that_was_said_stands_in_the_rows_or_in_the_log(works, begun, caplog, transactional_db):
    @works
    def packets(job, args):
        if args["which"] == WORD + "1":
            return jobs.Result(WORD, WORD, WORD.encode())
        raise ValueError(f"{WORD} said something")

    with caplog.at_level("DEBUG"):
        for number in range(3):
            begun(args={"which": f"{WORD}{number}"})
        working.work_off_all()

    assert WORD not in caplog.text and "ValueError" in caplog.text
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{Job._meta.db_table}"')
        for row in cursor.fetchall():
            for value in row:
                held = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                assert WORD.encode() not in held


def test_a_result_is_gone_after_an_hour(works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id = begun()
    work_off(id)
    now = datetime.now(UTC)

    with time_machine.travel(now + timedelta(minutes=59)):
        assert state(whose, id).state == "done"
        assert jobs.forget() == 0
    with time_machine.travel(now + timedelta(minutes=60, seconds=1)):
        assert state(whose, id).state == "gone" and state(whose, id).name == ""
        with pytest.raises(jobs.NotReady, match="gone"):
            jobs.take(**whose, id=id)
        assert jobs.forget() == 1
        with pytest.raises(jobs.NoSuchJob):
            state(whose, id)


def test_a_job_that_was_cancelled_while_a_worker_was_on_its_way_is_not_done(works, whose, begun, work_off):
    done = []
    works(lambda job, args: done.append(job.id) or FILE)
    id, other = begun(), begun()
    jobs.cancel(**whose, id=id)

    work_off(id)
    working.work_off_all()
    assert done == [other]


def test_a_practices_results_can_be_cleared_at_once(works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id, waiting = begun(), begun()
    work_off(id)

    assert jobs.clear_results(uuid4()) == 0
    assert jobs.clear_results(whose["practice"]) == 1
    assert (state(whose, id).state, state(whose, id).code) == ("failed", "cleared")
    assert state(whose, waiting).state == "waiting"


def test_a_worker_that_was_killed_leaves_a_job_that_has_failed(works, whose, begun):
    id, other = begun(), begun()
    for each, worker in ((id, uuid4()), (other, uuid4())):
        job = Job.objects.get(id=each)
        change(job, where={}, state="running", worker=worker, beat_at=datetime.now(UTC))
    queue.say_stopped(Job.objects.get(id=id).worker)

    assert (state(whose, id).state, state(whose, id).code) == ("failed", "stopped")
    assert state(whose, other).state == "running"


def test_a_worker_that_says_nothing_for_long_counts_as_stopped(whose, begun):
    id = begun()
    change(Job.objects.get(id=id), where={}, state="running", beat_at=datetime.now(UTC))
    assert state(whose, id).state == "running"

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        assert (state(whose, id).state, state(whose, id).code) == ("failed", "stopped")
        queue.tidy()
        assert Job.objects.get(id=id).state == "failed"


def test_what_no_worker_can_be_begun_for_has_failed(whose, begun):
    id = begun()
    queue.give_up()

    assert (state(whose, id).state, state(whose, id).code) == ("failed", "no-worker")
    assert not queue.is_any_waiting()


def test_a_job_whose_member_is_no_more_fails_quietly(works, whose, begun, work_off):
    works(lambda job, args: FILE)
    id = begun()
    shredding.destroy(whose["practice"], whose["member"], ["member"])
    keystore.forget()

    work_off(id)
    assert state(whose, id).state == "failed"
    with pytest.raises(KeyDestroyed):
        _ = Job.objects.get(id=id).args


@pytest.mark.parametrize(
    "impossible",
    [{"state": "done"}, {"state": "failed"}, {"ended_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"total": 1, "done": 2}],
)
def test_the_database_refuses_a_job_that_cannot_be(impossible, begun):
    with pytest.raises(IntegrityError):
        Job.objects.filter(id=begun()).update(**impossible)
