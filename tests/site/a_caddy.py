"""Stands in for Caddy where Caddy is not installed: reads our Caddyfile, makes an authority and answers by https.

It is told what to do by its name's place: installed as `caddy` in a folder of its own at the front of PATH.
"""

import re
import ssl
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)


def certificate(name: str, key: Any, issuer: Any, signer: Any, is_authority: bool) -> Any:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(minutes=5))
        .not_valid_after(NOW + timedelta(hours=12))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return made.sign(signer, hashes.SHA256())


def main() -> None:
    told = Path(sys.argv[sys.argv.index("--config") + 1]).read_text()
    name, port = re.findall(r"^https://(.+):(\d+) \{", told, re.M)[0]
    folder = Path(re.findall(r'storage file_system "(.+)"', told)[0]) / "pki" / "authorities" / "local"
    folder.mkdir(parents=True, exist_ok=True)
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("authority.local", authority, None, authority, True)
    leaf = certificate(name, key, root, authority, False)
    pem = serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "leaf.pem").write_bytes(leaf.public_bytes(pem) + own)
    (folder / "root.crt").write_bytes(root.public_bytes(pem))
    server = HTTPServer(("127.0.0.1", int(port)), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
