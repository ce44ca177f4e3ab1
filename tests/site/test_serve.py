"""Starting and stopping the server: it starts soundly or says in one sentence why not."""

import socket
from typing import Any

import pytest

from tests.installations import FOUND, first_page, free_port, serving, stop

Installation = Any


def test_a_new_installation_prints_one_link_to_claim_it(nowhere: Installation) -> None:
    with serving(nowhere) as (port, server):
        code, said = stop(server)

    assert code == 0
    assert said.count(f"http://localhost:{port}/claim/") == 1


def test_a_claimed_installation_prints_no_link(lakeside: Installation) -> None:
    with serving(lakeside) as (_, server):
        _, said = stop(server)

    assert "/claim/" not in said


def test_the_claim_link_opens(nowhere: Installation) -> None:
    port = free_port()
    server = nowhere.start(PORT=port, ORIGIN=f"http://localhost:{port}")
    try:
        lines = iter(server.stdout or ())
        link = next(line.strip() for line in lines if "/claim/" in line)
        assert first_page(port, link.partition(port)[2]) == 200
    finally:
        stop(server)


def test_ctrl_c_stops_cleanly_and_starts_again(lakeside: Installation) -> None:
    for _ in range(2):
        with serving(lakeside) as (_, server):
            code, said = stop(server)
        assert code == 0
        assert "Traceback" not in said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"HOST": "0.0.0.0"}, "must be reached by https"),
        ({"PORT": "eighty"}, "PORT must be a number"),
        ({"DATA_DIR": "/dev/null/here"}, "/dev/null/here cannot be written"),
        ({"DATABASE_URL": "postgresql://localhost/one", "KEYS_URL": ""}, "together"),
        ({"DATABASE_URL": "mysql://localhost/one", "KEYS_URL": "mysql://localhost/two"}, "postgresql://"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    nowhere: Installation, changed: dict[str, str], sentence: str
) -> None:
    done = nowhere.run("serve", **changed)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_taken_port_is_named(nowhere: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        done = nowhere.run("serve", PORT=port)

    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr


def test_a_second_server_on_the_same_data_is_refused(lakeside: Installation) -> None:
    with serving(lakeside):
        done = lakeside.run("serve", PORT=free_port())

    assert done.returncode == 2
    assert "already runs" in done.stderr


def test_it_does_not_start_without_its_key(lakeside: Installation) -> None:
    (lakeside.keys / "master.key").rename(lakeside.keys / "lost.key")

    done = lakeside.run("serve", PORT=free_port())

    assert done.returncode == 2
    assert "is missing" in done.stderr


def test_it_does_not_start_with_a_wrong_passphrase(nowhere: Installation) -> None:
    nowhere.environment["KEY_PASSPHRASE"] = "a key under the mat"
    nowhere.python(FOUND)

    done = nowhere.run("serve", PORT=free_port(), KEY_PASSPHRASE="another")

    assert done.returncode == 2
    assert "does not open the key file" in done.stderr


def test_it_does_not_make_new_keys_for_old_data(lakeside: Installation) -> None:
    lakeside.python(
        "import django; django.setup()\nfrom django.apps import apps\n"
        "for model in apps.get_app_config('vault').get_models(): model.objects.all().delete()"
    )

    done = lakeside.run("serve", PORT=free_port())

    assert done.returncode == 2
    assert "its key store is not" in done.stderr


def test_what_it_writes_is_for_its_owner_alone(lakeside: Installation) -> None:
    with serving(lakeside):
        pass

    files = [path for path in [*lakeside.data.rglob("*"), *lakeside.keys.rglob("*")] if path.is_file()]
    assert [path.name for path in files if "static" not in path.parts and path.stat().st_mode & 0o077] == []


def test_it_does_not_start_when_a_guard_was_removed(lakeside: Installation) -> None:
    lakeside.python("import django; django.setup()\nfrom waveback.ground.ledger import guards; guards.uninstall()")

    done = lakeside.run("serve", PORT=free_port())

    assert done.returncode == 2
    assert "lacks the guards" in done.stderr


def test_a_missing_guard_is_found_and_put_back_by_check(lakeside: Installation) -> None:
    lakeside.python("import django; django.setup()\nfrom waveback.ground.ledger import guards; guards.uninstall()")

    assert lakeside.run("check").returncode == 1
    assert lakeside.run("check", "--install-guards").returncode == 0
