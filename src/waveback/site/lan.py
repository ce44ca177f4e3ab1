"""`waveback serve --lan`: https for the phones in one's own network, by Caddy with an authority of its own.

Caddy (https://caddyserver.com, in Debian) is started beside the server and ends with it. It makes the authority, whose
certificate each phone is told to trust once; the authority's key stays in DATA_DIR/lan and is in no backup.
"""

import ctypes
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from waveback.phone import addresses

PORT, CERTIFICATE_PORT = 8443, 8081
WAITS: Final = 20.0  # seconds, for Caddy to make its authority and to answer
_NAME: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")

NO_CADDY: Final = (
    "Caddy is missing, which gives phones https: install it (`apt install caddy`, or `brew install caddy`), then start "
    "again. Or use a tunnel: see docs/phone-https.md."
)
CADDYFILE: Final = """\
# Written by `waveback serve --lan` at each start: a change here is lost.
{{
	admin off
	skip_install_trust
	auto_https disable_redirects
	storage file_system "{folder}/caddy"
	log {{
		output discard
	}}
	servers {{
		protocols h1 h2
	}}
}}

https://{name}:{port} {{
	tls internal
	reverse_proxy 127.0.0.1:{behind}
}}

# The authority's certificate, which is public, and nothing else whatever is asked for.
http://{name}:{certificate_port} {{
	root * "{folder}/caddy/pki/authorities/local"
	rewrite * /root.crt
	header Content-Type application/x-x509-ca-cert
	file_server
}}
"""


class NoDoor(RuntimeError):
    """Phones cannot be let in; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Lan:
    """How phones reach this computer. folder: DATA_DIR/lan."""

    folder: Path
    name: str
    port: int = PORT
    certificate_port: int = CERTIFICATE_PORT

    @property
    def origin(self) -> str:
        return f"https://{self.name}" if self.port == 443 else f"https://{self.name}:{self.port}"

    @property
    def certificate_address(self) -> str:
        return f"http://{self.name}:{self.certificate_port}/waveback.crt"

    @property
    def certificate(self) -> Path:
        return root_certificate(self.folder)

    def caddyfile(self, behind: int) -> str:
        """behind: the port on which the server itself listens."""
        return CADDYFILE.format(
            folder=self.folder,
            name=self.name,
            port=self.port,
            certificate_port=self.certificate_port,
            behind=behind,
        )


def root_certificate(folder: Path) -> Path:
    return folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"


def own_name() -> str:
    """What this computer is called in its own network: computers and phones find NAME.local by themselves (mDNS)."""
    host = socket.gethostname().lower().rstrip(".")
    return host if "." in host else f"{host}.local"


def checked_name(name: str) -> str:
    """The name as it is used. Raises NoDoor for what cannot be the home of an app or a passkey."""
    plain = name.strip().lower().rstrip(".")
    if addresses.is_ip(plain.strip("[]")):
        raise NoDoor(
            f"{name} is a number (an IP address), and no phone keeps an app or a passkey for a number: give a name, "
            f"such as --name {own_name()}."
        )
    if plain == "localhost" or plain.endswith(".localhost"):
        raise NoDoor("“localhost” means the phone itself when a phone asks for it: give this computer's own name.")
    if not _NAME.fullmatch(plain):
        raise NoDoor(f"{name!r} is no name that a certificate takes: use letters, digits and dashes, with a dot.")
    return plain


def remember(lan: Lan) -> None:
    """So that `waveback check`, which knows nothing of --lan, knows where phones come in."""
    lan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (lan.folder / "origin").write_text(lan.origin)


def remembered(folder: Path) -> str:
    """Where phones come in since the last `serve --lan`; "" before the first."""
    kept = folder / "origin"
    return kept.read_text() if kept.exists() else ""


def fingerprint(certificate: Path) -> str:
    """SHA-256 of a certificate in pairs, as phones show it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    digest = x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(hashes.SHA256())
    return digest.hex(" ").upper()


def caddy() -> str:
    """Where the program lies. Raises NoDoor with how to get it."""
    program = shutil.which("caddy")
    if program is None:
        raise NoDoor(NO_CADDY)
    return program


class Door:
    """Caddy, running. It ends when `close()` is called, and on Linux when the server is killed."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child

    def close(self) -> None:
        self._child.terminate()
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._child.kill()


def open_door(lan: Lan, behind: int) -> Door:
    """Start Caddy and wait until it answers. Raises NoDoor with what it said."""
    program = caddy()
    check_free(lan)
    remember(lan)
    config = lan.folder / "Caddyfile"
    config.write_text(lan.caddyfile(behind))
    child = subprocess.Popen(  # noqa: S603
        [program, "run", "--config", str(config), "--adapter", "caddyfile"],
        env=_around(lan.folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(lan.folder / "caddy.log").open("wb"),
        preexec_fn=_end_with_the_server if sys.platform == "linux" else None,
    )
    door = Door(child)
    try:
        _wait(lan, child)
    except BaseException:
        door.close()
        raise
    return door


def _around(folder: Path) -> dict[str, str]:
    """Caddy keeps what it keeps below our folder, and learns nothing of ours: no passphrase, no database's password."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return kept | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


_PR_SET_PDEATHSIG: Final = 1


def _end_with_the_server() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(lan: Lan, child: "subprocess.Popen[Any]") -> None:
    until = time.monotonic() + WAITS
    while not answers(lan.origin, lan.certificate, at="127.0.0.1"):
        if child.poll() is not None or time.monotonic() > until:
            raise NoDoor(f"Caddy did not start: {_said(lan.folder / 'caddy.log')}")
        time.sleep(0.1)


def answers(origin: str, certificate: Path, at: str) -> bool:
    """Whether https answers there with a certificate of this authority, for this name: no other program does."""
    try:
        reach(origin, certificate, at)
    except OSError:  # ssl's errors are OSErrors, and so is a certificate that is not there yet
        return False
    return True


def reach(origin: str, certificate: Path | None, at: str = "") -> str:
    """Until when the certificate is valid with which `origin` answers. Raises OSError, ssl.SSLError.

    certificate: an authority to trust beside those of this computer. at: where to ask, else where the name leads.
    """
    parts = urlsplit(origin)
    trusted = ssl.create_default_context()
    if certificate is not None:
        trusted.load_verify_locations(certificate)
    name = parts.hostname or ""
    with (
        socket.create_connection((at or name, parts.port or 443), timeout=3) as plain,
        trusted.wrap_socket(plain, server_hostname=name) as secure,
    ):
        return str((secure.getpeercert() or {}).get("notAfter", ""))


def check_free(lan: Lan) -> None:
    """Raises NoDoor when another program has one of the ports."""
    for port, option in ((lan.port, "--lan-port"), (lan.certificate_port, "--certificate-port")):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except PermissionError as error:
                raise NoDoor(f"Port {port} needs more rights than you have: choose one with {option}.") from error
            except OSError as error:
                raise NoDoor(f"Port {port} is taken by another program: choose another with {option}.") from error


def _said(log: Path) -> str:
    """The last thing that Caddy said, in one line."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][-300:] if lines else "it said nothing. Try again."
