from uuid import uuid4

import pytest
from django.utils.module_loading import autodiscover_modules

from waveback.ground import jobs
from waveback.ground.jobs import working
from waveback.ground.vault import Compartment, ensure

WORD = "zebrafinch"


@pytest.fixture
def works(monkeypatch):
    """Makes kinds of work that exist in this test alone."""
    autodiscover_modules("jobs")  # the rooms' own, so that no later look for them brings them back
    monkeypatch.setattr(jobs, "_works", {})

    def known(work, kind="packets"):
        jobs._works.pop(kind, None)
        return jobs.worker(kind)(work)

    return known


@pytest.fixture
def whose(db):
    """A practice and a member, as a job knows them: by their ids."""
    practice, member = uuid4(), uuid4()
    ensure([Compartment(practice, "member", member)])
    return {"practice": practice, "member": member}


@pytest.fixture
def begun(whose):
    def begin(**other):
        return jobs.begin(**{**whose, "kind": "packets", "args": {"client": str(uuid4())}, **other})

    return begin


@pytest.fixture
def work_off():
    """The worker, in this process."""
    return lambda id: working.work_off(id)
