"""A worker runs while there is work and not longer; one that was killed is told of, and the next one begun."""

import os
import re
import signal
import subprocess
import sys
import time
from uuid import uuid4

import pytest

from tests.installations import FOUND, SOURCE, Places, serving

HOME = SOURCE.parent
# The work stands in an app of its own, as a room's does; the installation is told of both by its settings.
ROOM = """
import time
from waveback.ground import jobs

@jobs.worker("slow")
def slow(job, args):
    job.total(int(args["steps"]))
    for _ in range(int(args["steps"])):
        time.sleep(0.05)
        job.step()
    return jobs.Result("packet.pdf", "application/pdf", b"%PDF")
"""
SETTINGS = """
from waveback.site.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "a_room"]
"""
BEGIN = """
import os; os.umask(0o077)
import django; django.setup()
import sys, time
from waveback.ground import jobs
from waveback.ground.jobs import keeper
from waveback.people import queries
from waveback.site import starting
starting.open_keys()
owner = queries.owners(queries.practices()[0])[0]
whose = {"practice": owner.practice_id, "member": owner.pk}

def begin(steps):
    return jobs.begin(**whose, kind="slow", args={"steps": str(steps)})

def until(id, *states, seconds=20):
    end = time.monotonic() + seconds
    while (state := jobs.find(*whose.values(), id)).state not in states:
        assert time.monotonic() < end, state
        time.sleep(0.05)
    return state
"""


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    places = Places(tmp_path_factory.mktemp("jobs"))
    room = places.folder / "room"
    (room / "a_room").mkdir(parents=True)
    (room / "a_room" / "__init__.py").write_text("")
    (room / "a_room" / "jobs.py").write_text(ROOM)
    (room / "room_settings.py").write_text(SETTINGS)
    made = places.empty("made")
    made.environment["PYTHONPATH"] = f"{SOURCE}{os.pathsep}{room}"
    made.environment["DJANGO_SETTINGS_MODULE"] = "room_settings"
    made.kit = made.python(FOUND).strip()
    yield made
    places.clear()


def workers_of(installation):
    """The processes that work for this installation."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line, open(f"/proc/{pid}/environ", "rb") as environ:
                if b"waveback.site.worker" in line.read() and str(installation.data).encode() in environ.read():
                    found.append(int(pid))
        except OSError:
            continue
    return found


def gone(installation, seconds=10):
    end = time.monotonic() + seconds
    while workers_of(installation):
        assert time.monotonic() < end, "the worker stays"
        time.sleep(0.1)


def test_a_worker_begins_with_the_first_job_and_ends_with_the_last(founded):
    said = founded.python(
        BEGIN
        + """
first, second = begin(3), begin(3)
print(until(first, "done").done, until(second, "done").done, jobs.take(*whose.values(), second).content.decode())
keeper._child and keeper._child.wait()
third = begin(1)
print(until(third, "done").state)
"""
    )
    assert said == "3 3 %PDF\ndone\n"
    gone(founded)


def test_a_worker_that_has_done_everything_ends_without_a_fault_while_its_server_goes_on(founded):
    """It waits for the end of its server meanwhile; that must not be what makes its own end an abort."""
    worker = subprocess.Popen(
        [sys.executable, "-P", "-m", "waveback.site.worker", str(uuid4())],
        env=founded.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip

    assert worker.wait(timeout=20) == 0, worker.stderr.read()
    assert worker.stderr.read() == b""
    worker.stdin.close()


def test_a_job_whose_worker_is_killed_has_failed_and_the_next_one_is_done(founded):
    said = founded.python(
        BEGIN
        + """
first = begin(400)
until(first, "running"); second = begin(1)
keeper._child.kill()
stopped = until(first, "failed")
print(stopped.state, stopped.code, until(second, "done").state)
"""
    )
    assert said == "failed stopped done\n"
    gone(founded)


def test_a_running_job_is_stopped_by_whoever_began_it(founded):
    said = founded.python(
        BEGIN
        + """
first = begin(400)
until(first, "running"); jobs.cancel(*whose.values(), first)
print(until(first, "cancelled", seconds=3).state)
"""
    )
    assert said == "cancelled\n"


def test_a_worker_that_cannot_start_is_not_tried_for_ever(founded):
    said = founded.python(
        BEGIN
        + """
from django.conf import settings
settings.JOBS_WORKER = "waveback.no_such_module"
first = begin(1)
stopped = until(first, "failed")
print(stopped.code)
"""
    )
    assert said == "no-worker\n"


def test_a_worker_leaves_with_its_server_and_the_next_start_does_what_was_left(founded):
    left = founded.python(
        BEGIN
        + """
first, second = begin(400), begin(1)
until(first, "running")
print(first, second, flush=True)
os._exit(0)
"""
    ).split()
    gone(founded)

    with serving(founded):
        said = founded.python(
            BEGIN
            + f"""
from uuid import UUID
first, second = until(UUID("{left[0]}"), "failed", seconds=50), until(UUID("{left[1]}"), "done")
print(first.state, first.code, second.state)
"""
        )
    assert said == "failed stopped done\n"
    gone(founded)


def test_an_installation_without_work_has_no_worker_and_loads_nothing_for_one(founded):
    with serving(founded) as (_, server):
        assert workers_of(founded) == []
        children = subprocess.run(["pgrep", "-P", str(server.pid)], capture_output=True, text=True).stdout.split()
        for pid in [server.pid, *children]:
            with open(f"/proc/{pid}/maps") as maps:
                assert not re.search(r"typst|pikepdf|PIL/|lxml|zxing", maps.read())


def test_a_worker_ends_when_its_server_is_gone_though_it_was_killed(founded):
    environment = {**founded.environment}
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            BEGIN + "first = begin(400); until(first, 'running'); print(1, flush=True); time.sleep(60)",
        ],
        env=environment,
        stdout=subprocess.PIPE,
    )
    server.stdout.readline()
    assert len(workers_of(founded)) == 1
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    gone(founded)
