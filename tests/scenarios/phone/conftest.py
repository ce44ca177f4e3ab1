"""One office for all the phone's journeys, and a paired phone of which each journey has a copy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.installations import Installation, Places, first_page, free_port, stop
from tests.scenarios.phone import pocket as pockets
from tests.scenarios.phone.office import Door, Office
from tests.scenarios.phone.pocket import NewPocket, Pocket

CLIENTS = ["Mara Lindqvist", "Daniel Okafor"]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, set_up: Installation) -> Iterator[Office]:
    places = Places(tmp_path_factory.mktemp("office"))
    inner, outer = free_port(), free_port()
    place = places.copy("practice", set_up)
    place.environment |= {"PORT": inner, "ORIGIN": f"http://localhost:{outer}"}
    server = place.start()
    first_page(inner)
    made = Office(place, Door(int(inner), int(outer)))
    made.labels = made.ask("begin", people_named=CLIENTS)
    try:
        yield made
    finally:
        made.close()
        stop(server)
        places.clear()


@pytest.fixture(scope="session")
def paired_folder(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright, office: Office) -> Path:
    folder = tmp_path_factory.mktemp("pocket") / "paired"
    pockets.set_up(playwright, office, folder)
    return folder


@pytest.fixture
def new_pocket(tmp_path: Path, playwright: Playwright, office: Office) -> Iterator[NewPocket]:
    """Phones with a folder of their own: new_pocket(like=folder, viewport=…)."""
    made: list[Pocket] = []

    def new(like: Path | None = None, **looks: Any) -> Pocket:
        folder = tmp_path / f"pocket-{len(made)}"
        if like is not None:
            pockets.copied(like, folder)
        made.append(Pocket(playwright, office, folder, **looks))
        return made[-1]

    office.door.ways, office.door.always, office.door.worker_note, office.door.broken_on = [], "ok", "", ""
    office.door.seen.clear()
    office.door.let_go.clear()
    yield new
    office.door.let_go.set()
    office.door.ways, office.door.always = [], "ok"
    complaints = [one for pocket in made for one in pocket.complaints]
    for pocket in made:
        if pocket.context is not None:
            pocket.context.close()
    office.ask("pair_again")
    office.ask("forget_held")
    assert complaints == []


@pytest.fixture
def pocket(new_pocket: NewPocket, paired_folder: Path) -> Pocket:
    """Ruth's paired phone, open and locked."""
    return new_pocket(like=paired_folder).open()
