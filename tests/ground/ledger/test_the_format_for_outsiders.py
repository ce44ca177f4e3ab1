"""The frozen vectors hold without the application: the standard library and Ed25519 suffice (docs/ledger.md)."""

import json
from pathlib import Path

import pytest

from tests.ground.ledger.outsider import Ledger, Row, canonical, commits, first_break, is_signed, sha256

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
ENTRIES = VECTORS["entries"]


@pytest.fixture
def handed_over():
    return Ledger(
        practice=VECTORS["practice"],
        rows=[Row(e["seq"], e["hash"], e["client"], e["client_seq"], e["what"], e["body"]) for e in ENTRIES],
        head=(len(ENTRIES), ENTRIES[-1]["hash"]),
        client_heads={client: tuple(end) for client, end in VECTORS["client_heads"].items()},
        checkpoints=[signed["checkpoint"] for signed in VECTORS["checkpoints"]],
        public_key=VECTORS["public_key"],
    )


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda v: v["canonical"][:20])
def test_canonical_text(vector):
    assert canonical(vector["value"]) == vector["canonical"]


def test_the_ledger_holds(handed_over):
    assert first_break(handed_over) is None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: str(e["seq"]))
def test_an_entry(entry):
    body = json.loads(entry["body"])

    assert sha256(entry["body"]) == entry["hash"]
    if entry["content"] is not None:
        assert commits(body["commitment"], bytes.fromhex(entry["salt"]), entry["content"])
    if entry["stored"] is not None:
        assert body["ciphertext"] == sha256(entry["stored"])


@pytest.mark.parametrize("signed", [*VECTORS["checkpoints"], VECTORS["client_checkpoint"]])
def test_a_signature(signed):
    checkpoint = signed["checkpoint"]

    assert canonical({k: v for k, v in checkpoint.items() if k != "signature"}) == signed["message"]
    assert is_signed(checkpoint, VECTORS["public_key"])
