"""A phone as the server sees it: paired by its member, sealing as the app does, asking as the app asks."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.test import Client as Browser

from waveback.phone import actions, queries
from waveback.phone.rules import Sealed

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
OWN = {"sec-fetch-site": "same-origin"}
SAID = {"when": "now", "who": "The one with the red scarf", "place": "shop", "line": "Talked about apples."}


def point(public: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public))


def plain(capture: UUID, n: int, fields: dict[str, Any], more: dict[str, Any]) -> bytes:
    """What is sealed, padded as the app pads it."""
    told = {"v": 1, "capture": str(capture), "n": n, "fields": fields, "zone": "America/Chicago"}
    said = json.dumps(told | {"captured_at": datetime.now(UTC).isoformat()} | more).encode()
    return said + b" " * (-len(said) % 1024)


def envelope(device: Any, capture: UUID, n: int = 1, fields: dict[str, Any] | None = None, **more: Any) -> Sealed:
    """One delivery as the server reads it, from a device's row."""
    key = queries.newest_key(device.practice_id)
    assert key is not None
    info = f"waveback capture 1|{key.pk}|{device.pk}|{capture}".encode()
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes(key.public))
    sealed = SUITE.encrypt(plain(capture, n, SAID if fields is None else fields, more), public, info=info)
    return Sealed(capture, n, device.pk, key.pk, sealed, 0)


@dataclass
class Phone:
    """A paired phone, with its kit and its browser."""

    browser: Browser
    kit: dict[str, Any] = field(default_factory=dict)

    @property
    def device(self) -> str:
        return str(self.kit["device"]["id"])

    def ask(self, path: str, told: Any = None, **headers: str) -> Any:
        given = {**OWN, **headers}
        if told is None:
            return self.browser.get(path, headers=given)
        return self.browser.post(path, json.dumps(told), content_type="application/json", headers=given)

    def refresh(self) -> Any:
        answer = self.ask("/phone/kit/")
        if answer.status_code == 200:
            self.kit = answer.json()
        return answer

    def sealed(self, capture: UUID, n: int = 1, fields: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """One delivery, ready to be sent."""
        key = self.kit["practice_key"]
        info = f"waveback capture 1|{key['id']}|{self.device}|{capture}".encode()
        sealed = SUITE.encrypt(
            plain(capture, n, SAID if fields is None else fields, more), point(key["public"]), info=info
        )
        return {
            "id": str(capture),
            "n": n,
            "device": self.device,
            "key": key["id"],
            "sealed": base64.b64encode(sealed).decode(),
            "sent_at": datetime.now(UTC).isoformat(),
        }

    def send(self, delivery: dict[str, Any], by: "Phone | None" = None) -> Any:
        return (by or self).ask("/phone/inbox/", delivery)

    def hand_in(self, fields: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.send(self.sealed(uuid4(), fields=fields, **more))

    def receipt(self, answer: Any, delivery: dict[str, Any]) -> dict[str, Any]:
        """The receipt, checked as the app checks it."""
        assert answer.status_code == 200, answer.content
        told = answer.json()
        raw = base64.b64decode(told["signature"])
        assert len(raw) == 64
        r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
        signed = told["receipt_text"].encode()
        key = point(self.kit["receipt_key"]["public"])
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
        receipt: dict[str, Any] = json.loads(signed)
        assert receipt["id"] == delivery["id"] and receipt["n"] == delivery["n"]
        assert receipt["digest"] == hashlib.sha256(base64.b64decode(delivery["sealed"])).hexdigest()
        return receipt


def paired(member: Any, name: str = "Pocket", browser: Browser | None = None) -> Phone:
    """A phone that this member has paired. browser: one that holds more cookies, such as a session."""
    phone = Phone(browser or Browser())
    answer = phone.ask("/phone/pair/", {"code": actions.new_code(member=member), "name": name})
    assert answer.status_code == 200, answer.content
    phone.kit = answer.json()
    return phone
