"""Checking a bundle: both verifiers, written apart, name the same first fault of whatever was done to it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange import bundles
from tests.exchange.bundles import HOLDS, MUTATIONS, VERIFIER, fingerprint_of, made, ours, theirs, tried
from waveback.exchange import bundle, bundle_check

COUNT = 300
"""`make bundle-test COUNT=10000` tries more."""


def test_an_untouched_bundle_holds() -> None:
    whole = made().packed()

    assert ours(whole) == theirs(whole) == HOLDS


def test_the_same_files_give_the_same_bytes() -> None:
    assert made().packed() == made().packed()


def test_both_verifiers_name_the_same_fault_of_every_mutated_bundle() -> None:
    base = made()
    whole = base.packed()

    wrong = [one for one in (tried(number, base, whole) for number in range(COUNT)) if not one.is_right]

    assert [(one.mutation.says, one.ours, one.theirs) for one in wrong] == []


@pytest.mark.parametrize("kind", MUTATIONS, ids=lambda kind: kind.says)
def test_every_kind_of_change_has_its_row_in_the_docs(kind: bundles.Mutation) -> None:
    assert f"| {kind.says} |" in (VERIFIER.parents[1] / "bundle-mutations.md").read_text()


@pytest.mark.parametrize(
    ("says", "file", "place"),
    [
        ("an entry is left out", bundle.ENTRIES, 3),
        ("the end of the chain is cut off", bundle.ENTRIES, 3),
    ],
)
def test_a_left_out_entry_is_named_by_its_number(says: str, file: str, place: int) -> None:
    it = made()
    lines = it.lines()
    it.put_lines(lines[:2] + lines[3:] if "left out" in says else lines[:2])

    word = "client-seq" if "left out" in says else "cut-off"
    assert ours(it.packed()) == theirs(it.packed()) == (word, file, place)


def test_a_forger_with_a_key_of_their_own_is_found_by_the_fingerprint_alone() -> None:
    """So the page, the README and both verifiers ask to compare it."""
    it = made()
    trusted = fingerprint_of(it.key)
    it.end_at(it.lines()[:-1])
    record = bundles.read(it.files[bundle.RECORD])
    it.files[bundle.RECORD] = bundles.canonical({**record, "items": record["items"][:-1]})
    it.sign_all(it.other)

    assert ours(it.packed()) == theirs(it.packed()) == HOLDS
    assert ours(it.packed(), trusted) == theirs(it.packed(), trusted) == ("fingerprint", bundle.KEY, 0)


def test_ten_thousand_files_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    it = made()
    for number in range(10_001):
        it.files[f"documents/{number}"] = b""
    monkeypatch.setattr(bundle, "MOST_FILES", 20_000)
    raw = it.packed()
    monkeypatch.undo()

    word, file, _ = ours(raw)
    assert (word, file) == ("too-large", "")
    assert ours(raw) == theirs(raw)


def test_what_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 5_000)

    with pytest.raises(bundle.TooLarge):
        made().packed()


def test_the_stand_alone_verifier_shares_no_code_with_the_application() -> None:
    """It imports Python's own library and `cryptography`, and nothing else."""
    tree = ast.parse(VERIFIER.read_text())
    named = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    named |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert named - set(sys.stdlib_module_names) == {"cryptography"}


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *words], capture_output=True, text=True, timeout=30, check=False
    )


def test_the_stand_alone_verifier_says_it_in_sentences_and_by_its_exit_code(tmp_path: Path) -> None:
    it, good, bad = made(), tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(it.packed())
    lines = it.lines()
    it.put_lines(lines[:3] + lines[4:])
    bad.write_bytes(it.packed())
    digits = fingerprint_of(it.key)
    in_fours = " ".join(digits[start : start + 4] for start in range(0, 32, 4))

    held = run(str(good), "--fingerprint", in_fours.upper())
    assert (held.returncode, held.stderr) == (0, "")
    assert "This bundle holds" in held.stdout and in_fours in held.stdout
    found = run(str(bad))
    assert found.returncode == 1
    assert "ledger/entries.jsonl, entry 4: entry 5 stands here" in found.stdout
    assert run(str(good), "--fingerprint", "0000 " * 8).returncode == 1
    assert run(str(good), "--fingerprint", "no").returncode == 2
    assert run(str(tmp_path / "none.zip")).returncode == 2
    assert run(str(tmp_path)).returncode == 2


def test_texts_of_a_bundle_steer_no_terminal(tmp_path: Path) -> None:
    it = made()
    it.change(bundle.MANIFEST, recipient="\x1b[2J\u202eA lawyer")
    it.sign_manifest(it.key)
    (tmp_path / "record.zip").write_bytes(it.packed())

    told = run(str(tmp_path / "record.zip"))

    assert told.returncode == 0
    assert "\x1b" not in told.stdout and "\u202e" not in told.stdout


def test_a_fault_says_where_in_a_sentence() -> None:
    it = made()
    it.files[bundle.PDF] += b"!"

    found = bundle_check.check(it.packed())

    assert str(found) == "record.pdf: it has 310 bytes; it was signed with 309."
