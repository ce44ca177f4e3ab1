"""Where a phone reaches this installation, and what stands in its way."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

NEEDS: Final = {
    "http": "Phones need https, and this installation is only there for this computer: start it with “waveback serve "
    "--lan”, or put it behind a proxy or a tunnel of yours and set ORIGIN.",
    "ip": "An app and a passkey need a name, and ORIGIN is a bare number (an IP address): give it a name, such as "
    "https://notes.example.org, or start “waveback serve --lan”.",
    "localhost": "“localhost” means the phone itself when a phone asks for it: give this computer a name in ORIGIN.",
}


def obstacle(origin: str) -> str:
    """Why no phone can use this address: http, ip, localhost; or "" when nothing stands in the way."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if is_ip(host):
        return "ip"
    if host == "localhost" or host.endswith(".localhost"):
        return "http" if parts.scheme != "https" else "localhost"
    return "" if parts.scheme == "https" else "http"


def hurdle(origin: str) -> str:
    """The obstacle as one sentence that says what to do; "" where there is none."""
    return NEEDS.get(obstacle(origin), "")


def is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def shell(origin: str) -> str:
    return f"{origin}/phone/"


def pairing(origin: str, code: str) -> str:
    """The link in the QR code. What follows # is sent to no server, so the code reaches no log."""
    return f"{shell(origin)}#pair={code}"


def picture(link: str) -> str:
    """A QR code as an image in itself: it is loaded from nowhere."""
    import segno

    return str(segno.make_qr(link, error="m").svg_data_uri(border=4, scale=6, dark="#000", light="#fff"))


def in_terminal(link: str) -> str:
    """A QR code in the half blocks of a terminal."""
    import io

    import segno

    out = io.StringIO()
    segno.make_qr(link, error="l").terminal(out, compact=True, border=2)
    return out.getvalue()
