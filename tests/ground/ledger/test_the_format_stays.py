"""What the application writes is what the frozen vectors say: a change of one byte breaks every old ledger."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.ledger import outsider
from waveback.ground.ledger import rules
from waveback.ground.ledger.rules import Line, Link

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["private_key"]))


def id_of(text):
    return None if text is None else UUID(text)


def test_the_first_entry_names_zeros_as_the_one_before():
    assert VECTORS["genesis"] == rules.GENESIS


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda v: v["canonical"][:20])
def test_canonical_text(vector):
    assert rules.canonical(vector["value"]) == vector["canonical"]


@pytest.mark.parametrize("entry", VECTORS["entries"], ids=lambda e: str(e["seq"]))
def test_an_entry(entry):
    says = json.loads(entry["body"])
    content, stored = entry["content"], entry["stored"]
    line = Line(
        practice=UUID(says["practice"]),
        what=says["what"],
        by=id_of(says["by"]),
        at=datetime.fromisoformat(says["at"]),
        about=id_of(says["about"]),
        commitment=None if content is None else rules.commitment(bytes.fromhex(entry["salt"]), content),
        ciphertext=None if stored is None else rules.sha256(stored.encode()),
        facts=says["facts"],
    )
    own = Link(says["client_seq"], says["client_prev"]) if says["client"] else None

    body = rules.body(line, Link(says["seq"], says["prev"]), id_of(says["client"]), own)

    assert body == entry["body"]
    assert rules.sha256(body.encode()) == entry["hash"]


@pytest.mark.parametrize("signed", VECTORS["checkpoints"])
def test_a_checkpoint(signed):
    c = signed["checkpoint"]
    message = rules.checkpoint_message(UUID(c["practice"]), (c["seq"], c["hash"]), c["at"], c["key"])

    assert message == signed["message"]
    assert KEY.sign(message.encode()).hex() == c["signature"]


def test_a_clients_checkpoint():
    c = VECTORS["client_checkpoint"]["checkpoint"]
    end = (c["client_seq"], c["hash"])
    message = rules.client_message(UUID(c["practice"]), UUID(c["client"]), end, c["at"], c["key"])

    assert message == VECTORS["client_checkpoint"]["message"]
    assert KEY.sign(message.encode()).hex() == c["signature"]


NAMES = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
)


@given(VALUES)
def test_an_outsiders_json_library_writes_the_same_canonical_text(value):
    assert rules.canonical(value) == outsider.canonical(value)


@given(VALUES)
def test_canonical_text_reads_back_as_what_it_was(value):
    assert json.loads(rules.canonical(value)) == value
