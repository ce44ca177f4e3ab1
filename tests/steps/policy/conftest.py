import pytest

from waveback.steps.policy import actions


@pytest.fixture
def drafted(ruth):
    """A draft at revision 1, with the comfort questions answered."""
    actions.set_comfort(
        member=ruth,
        comfort={"place": "city", "family": "seldom", "talk": "some", "online": "yes", "touch": "fine"},
        revision=0,
    )
    return ruth


@pytest.fixture
def published(drafted):
    return actions.publish_version(member=drafted, revision=1)
