"""Whatever a forger writes into a bundle and signs with the very key: both verifiers answer alike (Hypothesis)."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange import bundles
from waveback.exchange.bundle import CHECKPOINT, ENTRIES, HEAD, KEY, MANIFEST, RECORD, SIGNATURE

BASE = bundles.made()
LARGEST = 2**53 - 1
# What a check by pattern or by kind could take for right: digits of other scripts, a line feed at the end, a true 1.
ODD = [
    "1",
    "٣" * 32,
    "0" * 32 + "\n",
    "2026-11-23\n",
    "A" * 64,
    "\ufeff",
    "\u2028",
    "e\u0301",
    "\x7f",
    "\U0001f600",
    "",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.sampled_from([LARGEST, LARGEST + 1, -LARGEST, -LARGEST - 1, 10**17, 10**400]),
    st.sampled_from([0.0, -0.0, 1.0, 1.5, 1e300]),
    st.sampled_from(ODD),
    st.text(max_size=8),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def changed(draw: Any, value: Any, depth: int = 0) -> Any:
    """The same value with one thing in it replaced, taken away or added."""
    if isinstance(value, dict) and value and depth < 4 and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        what = draw(st.sampled_from(["in", "in", "in", "out", "more"]))
        if what == "out":
            return {key: one for key, one in value.items() if key != name}
        if what == "more":
            return {**value, draw(st.text(max_size=3)): draw(VALUES)}
        return {**value, name: changed(draw, value[name], depth + 1)}
    if isinstance(value, list) and value and depth < 4 and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], changed(draw, value[place], depth + 1), *value[place + 1 :]]
    return draw(VALUES)


def written(value: Any) -> bytes:
    """As canonical as it can be made without asking either verifier's own reader."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


@st.composite
def forged(draw: Any) -> bytes:
    it = BASE.copy()
    name = draw(st.sampled_from([KEY, HEAD, CHECKPOINT, MANIFEST, SIGNATURE, RECORD, ENTRIES, "body"]))
    if name in (ENTRIES, "body"):
        lines = it.files[ENTRIES].splitlines()
        place = draw(st.integers(0, len(lines) - 1))
        line = json.loads(lines[place])
        if name == "body":
            line["body"] = written(changed(draw, json.loads(line["body"]))).decode("utf-8", "surrogatepass")
            line["hash"] = bundles.rules.sha256(line["body"].encode("utf-8", "surrogatepass"))
            lines[place] = written(line)
        else:
            lines[place] = written(changed(draw, line))
        it.files[ENTRIES] = b"".join(one + b"\n" for one in lines)
    else:
        it.files[name] = written(changed(draw, json.loads(it.files[name])))
    # Signed anew as far as it can be: what cannot be signed is left as it is.
    for sign in draw(st.sampled_from([(), (it.sign_all,), (it.list_files, it.sign_manifest)])):
        with suppress(Exception):
            sign() if sign == it.list_files else sign(it.key)
    return it.packed()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(forged())
def test_a_value_that_does_not_belong_there_is_answered_alike(content: bytes) -> None:
    assert bundles.ours(content) == bundles.theirs(content)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=8), st.integers(0, 8)), min_size=1, max_size=4))
def test_bytes_put_in_taken_out_or_replaced_are_answered_alike(edits: list[tuple[int, bytes, int]]) -> None:
    content = WHOLE
    for at, put, taken in edits:
        place = at % (len(content) + 1)
        content = content[:place] + put + content[place + taken :]

    assert bundles.ours(content) == bundles.theirs(content)


WHOLE = BASE.packed()


def test_the_untouched_bundle_is_one_that_holds() -> None:
    assert bundles.ours(WHOLE) == bundles.HOLDS


@pytest.mark.parametrize("name", [KEY, HEAD, CHECKPOINT, MANIFEST, SIGNATURE, RECORD])
def test_what_is_written_here_is_canonical_so_that_the_value_itself_is_judged(name: str) -> None:
    assert written(json.loads(BASE.files[name])) == BASE.files[name]
