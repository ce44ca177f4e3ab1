"""`serve --lan`: what is written for Caddy, what is said, what is refused; and what `check` finds missing.

Caddy itself is tried by hand (docs/phone-https.md); here a small program stands in for it.
"""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installation, free_port, stop
from waveback.phone import addresses
from waveback.site import health
from waveback.site.lan import Lan, NoDoor, checked_name

pytestmark = pytest.mark.once
HERE = Path(__file__).parent


def lan(folder: str = "/data/lan") -> Lan:
    return Lan(Path(folder), "ruth-laptop.local", 8443, 8081)


def test_the_caddyfile_lets_phones_in_and_hands_out_nothing_but_the_certificate() -> None:
    told = lan().caddyfile(8000)

    assert "https://ruth-laptop.local:8443 {\n\ttls internal\n\treverse_proxy 127.0.0.1:8000\n}" in told
    assert 'storage file_system "/data/lan/caddy"' in told
    assert "admin off" in told  # nobody else on this computer changes it
    assert "output discard" in told  # no address of a request is logged
    # Whatever is asked for, it is the certificate: the key lies in the same folder.
    assert "rewrite * /root.crt" in told
    assert told.count("file_server") == 1


@pytest.mark.parametrize(
    ("port", "origin"), [(443, "https://ruth-laptop.local"), (8443, "https://ruth-laptop.local:8443")]
)
def test_the_address_names_its_port_where_it_is_not_the_usual_one(port: int, origin: str) -> None:
    assert Lan(Path("/"), "ruth-laptop.local", port).origin == origin


@pytest.mark.parametrize("name", ["Ruth-Laptop.local", " ruth-laptop.local. ", "notes.example.org"])
def test_a_name_is_taken_as_it_was_meant(name: str) -> None:
    assert checked_name(name) == name.strip().rstrip(".").lower()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("192.168.1.5", "an IP address"),
        ("[fe80::1]", "an IP address"),
        ("::1", "an IP address"),
        ("localhost", "the phone itself"),
        ("laptop", "no name that a certificate takes"),
        ("my laptop.local", "no name that a certificate takes"),
        ("ruth_laptop.local", "no name that a certificate takes"),
        ('x.local {\n\trespond "hi"\n}', "no name that a certificate takes"),
        ("", "no name that a certificate takes"),
    ],
)
def test_what_cannot_be_the_home_of_an_app_is_refused_in_one_sentence(name: str, why: str) -> None:
    with pytest.raises(NoDoor, match=re.escape(why)):
        checked_name(name)


def test_the_codes_show_the_very_address(tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    told = addresses.in_terminal("https://ruth-laptop.local:8443/phone/")
    rows = [row for row in told.splitlines() if row]
    bits = [bit for row in rows for bit in ([c in "█▀" for c in row], [c in "█▄" for c in row])]
    width, picture = max(map(len, bits)), Image.new("L", (max(map(len, bits)) * 8, len(bits) * 8), 0)
    for y, line in enumerate(bits):
        for x in range(width):
            if x < len(line) and line[x]:
                picture.paste(255, (x * 8, y * 8, x * 8 + 8, y * 8 + 8))

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == ["https://ruth-laptop.local:8443/phone/"]


# The command


@pytest.fixture
def with_caddy(lakeside: Installation, tmp_path: Path) -> Installation:
    program = tmp_path / "bin" / "caddy"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {HERE / "a_caddy.py"} "$@"\n')
    program.chmod(0o755)
    lakeside.environment |= {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    return lakeside


def started(place: Installation, *options: str) -> "tuple[subprocess.Popen[str], str, str]":
    """The server with phones let in, its port for them, and what it said until it was ready."""
    port, door = free_port(), free_port()
    ports = ["--lan-port", door, "--certificate-port", free_port(), "--name", "ruth-laptop.local"]
    environment = {**place.environment, "PORT": port}
    server = subprocess.Popen(
        [sys.executable, "-m", "waveback", "serve", "--lan", *ports, *options],
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    said = ""
    for line in server.stdout or ():
        said += line
        if line.startswith("3. "):
            break
    return server, door, said


def listens(port: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def gone(port: str) -> bool:
    until = time.monotonic() + 10
    while listens(port) and time.monotonic() < until:
        time.sleep(0.1)
    return not listens(port)


def test_it_says_what_to_do_on_the_phone_and_ends_with_the_server(with_caddy: Installation) -> None:
    server, door, said = started(with_caddy)
    try:
        assert f"Waveback is at https://ruth-laptop.local:{door}" in said
        assert re.search(r"([0-9A-F]{2} ){15}[0-9A-F]{2}\n\s+([0-9A-F]{2} ){15}[0-9A-F]{2}\n", said)
        assert "█" in said
        assert listens(door)
    finally:
        code, _ = stop(server)

    assert code == 0
    assert gone(door)


def test_killed_the_server_takes_its_door_along(with_caddy: Installation) -> None:
    server, door, _ = started(with_caddy)

    server.send_signal(signal.SIGKILL)
    server.wait()

    assert gone(door)


def test_check_remembers_where_phones_come_in(with_caddy: Installation) -> None:
    assert "Phones need https" in with_caddy.run("check").stdout
    server, door, _ = started(with_caddy)
    stop(server)

    # The name leads nowhere here: that is what is missing.
    said = with_caddy.run("check").stdout
    assert f"https://ruth-laptop.local:{door} leads nowhere" in said
    assert "avahi-daemon" in said


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "no")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (None, "Phones come in at https://ruth-laptop.local:8443/phone/. 2 phones are paired."),
        (ConnectionRefusedError(), "Nothing answers at https://ruth-laptop.local:8443"),
        (TimeoutError(), "let its port through the firewall"),
        (socket.gaierror(), "leads nowhere"),
        (untrusted(), "a certificate that is not trusted (self-signed certificate)"),
    ],
)
def test_each_thing_that_is_missing_has_its_sentence(db: None, monkeypatch: Any, error: Any, says: str) -> None:
    def reach(*asked: Any) -> str:
        if error:
            raise error
        return "tomorrow"

    monkeypatch.setattr("waveback.site.lan.reach", reach)
    monkeypatch.setattr("waveback.site.lan.remembered", lambda folder: "https://ruth-laptop.local:8443")
    monkeypatch.setattr("waveback.phone.queries.all_in_use", lambda: 2)

    (found,) = health._phones()

    assert says in found.says
    assert found.state == ("risk" if error else "good")


def test_phones_that_are_paired_but_cannot_come_in_are_a_risk(db: None, monkeypatch: Any) -> None:
    assert [found.state for found in health._phones()] == ["good"]

    monkeypatch.setattr("waveback.phone.queries.all_in_use", lambda: 1)

    (found,) = health._phones()
    assert found.state == "risk" and "1 phone is paired" in found.says


def test_a_port_that_is_taken_is_said(with_caddy: Installation) -> None:
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = with_caddy.run("serve", "--lan", "--lan-port", port, PORT=free_port())

    assert done.returncode == 2
    assert done.stderr.strip() == f"Port {port} is taken by another program: choose another with --lan-port."


def test_a_caddy_that_does_not_start_is_told_with_what_it_said(with_caddy: Installation, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "caddy"
    program.write_text("#!/bin/sh\necho 'run: no space left' >&2\nexit 1\n")

    done = with_caddy.run("serve", "--lan", "--lan-port", free_port(), "--certificate-port", free_port())

    assert (done.returncode, done.stderr.strip()) == (2, "Caddy did not start: run: no space left")


def test_without_caddy_it_says_how_to_get_it(lakeside: Installation) -> None:
    done = lakeside.run("serve", "--lan", PATH="/nowhere")

    assert done.returncode == 2
    assert "apt install caddy" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_an_address_of_numbers_is_refused_before_anything_starts(lakeside: Installation) -> None:
    done = lakeside.run("serve", "--lan", "--name", "192.168.1.5", PATH="/nowhere")

    assert done.returncode == 2
    assert "an IP address" in done.stderr
    assert not (lakeside.data / "lan").exists()
