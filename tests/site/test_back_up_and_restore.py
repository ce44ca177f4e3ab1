"""A backup in two pieces, and a restore on an empty place with the printed kit alone."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.installations import FOUND
from waveback.site import pieces

Installation = Any
CSV = "First name,Last name,E-mail\nMara,Lindqvist,m0@example.org\nDaniel,Okafor,d1@example.org\n"


def backed_up(installation: Installation, to: Path) -> tuple[str, str, list[dict[str, Any]]]:
    """The folders of both pieces and the checkpoints that were printed."""
    done = installation.run("backup", str(to / "here"), "--keys", str(to / "there"), "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    return made["data"], made["keys"], made["checkpoints"]


def restored(place: Installation, data: str, keys: str, kit: str) -> Any:
    return place.run("restore", data, "--keys", keys, typed=kit)


def test_everything_is_back_with_the_kit_alone(lakeside: Installation, places: Any, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    labels = lakeside.run("clients").stdout
    data, keys, checkpoints = backed_up(lakeside, tmp_path)
    elsewhere = places.empty("elsewhere")

    done = restored(elsewhere, data, keys, lakeside.kit)

    assert done.returncode == 0, done.stderr
    assert elsewhere.run("clients").stdout == labels
    outside = tmp_path / "checkpoint.json"
    outside.write_text(json.dumps(checkpoints[0]))
    assert elsewhere.run("verify", "--against", str(outside)).returncode == 0


def test_names_can_be_read_again(lakeside: Installation, places: Any, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    data, keys, _ = backed_up(lakeside, tmp_path)
    elsewhere = places.empty("elsewhere")
    restored(elsewhere, data, keys, lakeside.kit)

    again = elsewhere.run("import", "clients", "-", "--json", typed=CSV)

    assert json.loads(again.stdout)["already"] == 2


def test_a_wrong_kit_leaves_nothing_behind(lakeside: Installation, places: Any, tmp_path: Path) -> None:
    data, keys, _ = backed_up(lakeside, tmp_path)
    elsewhere = places.empty("elsewhere")
    others = lakeside.python(
        "import django; django.setup()\nfrom waveback.ground.vault.recovery import _code; print(_code(bytes(32)))"
    )

    done = restored(elsewhere, data, keys, others)

    assert done.returncode == 2
    assert "belongs to another installation" in done.stderr
    assert not list(elsewhere.data.rglob("*.sqlite3"))
    assert not (elsewhere.keys / "master.key").exists()
    assert restored(elsewhere, data, keys, lakeside.kit).returncode == 0


def test_a_place_that_is_not_empty_is_refused(lakeside: Installation, tmp_path: Path) -> None:
    data, keys, _ = backed_up(lakeside, tmp_path)

    done = restored(lakeside, data, keys, lakeside.kit)

    assert done.returncode == 2
    assert "not empty" in done.stderr


def test_pieces_of_two_installations_are_refused(
    lakeside: Installation, nowhere: Installation, places: Any, tmp_path: Path
) -> None:
    nowhere.python(FOUND)
    data, _, _ = backed_up(lakeside, tmp_path / "a")
    _, keys, _ = backed_up(nowhere, tmp_path / "b")

    done = restored(places.empty("elsewhere"), data, keys, lakeside.kit)

    assert done.returncode == 2
    assert "two installations" in done.stderr


def test_a_changed_copy_is_refused_before_anything_is_put_in_place(
    lakeside: Installation, places: Any, tmp_path: Path
) -> None:
    data, keys, _ = backed_up(lakeside, tmp_path)
    file = next(path for path in Path(data).iterdir() if path.name != pieces.MANIFEST)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    elsewhere = places.empty("elsewhere")

    done = restored(elsewhere, data, keys, lakeside.kit)

    assert done.returncode == 2
    assert "was changed" in done.stderr
    assert not list(elsewhere.data.rglob("*.sqlite3"))


def test_no_key_and_no_name_stands_in_the_data_piece(lakeside: Installation, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    data, _, _ = backed_up(lakeside, tmp_path)

    content = b"".join(path.read_bytes() for path in Path(data).iterdir())

    assert b"Lindqvist" not in content
    assert b"m0@example.org" not in content


def test_a_backup_stands_in_the_ledger_and_in_check(lakeside: Installation, tmp_path: Path) -> None:
    before = json.loads(lakeside.run("verify", "--json").stdout)[0]["entries"]
    backed_up(lakeside, tmp_path)

    assert (
        json.loads(lakeside.run("verify", "--json").stdout)[0]["entries"] == before + 2
    )  # the key for phones, and the backup that holds it
    assert "The last backup was made on" in lakeside.run("check").stdout


@pytest.fixture
def piece(tmp_path: Path) -> pieces.Piece:
    folder = tmp_path / "piece"
    folder.mkdir()
    file = folder / "data.sqlite3"
    file.write_bytes(random.Random(2).randbytes(60_000))
    return pieces.seal(folder, file, {"piece": "data", "backup": "x"}, Ed25519PrivateKey.generate())


def test_an_untouched_piece_is_good(piece: pieces.Piece) -> None:
    assert pieces.read(piece.folder).manifest == piece.manifest


def test_200_flipped_bytes_in_the_file_are_all_found(piece: pieces.Piece) -> None:
    whole, chance = piece.file.read_bytes(), random.Random(1)

    for _ in range(200):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        piece.file.write_bytes(flipped)
        with pytest.raises(pieces.BadPiece):
            pieces.read(piece.folder)


def test_a_flip_of_any_bit_of_the_manifest_is_found(piece: pieces.Piece) -> None:
    path = piece.folder / pieces.MANIFEST
    whole = path.read_bytes()

    for at in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
        with pytest.raises(pieces.BadPiece):
            pieces.read(piece.folder)


@pytest.mark.parametrize("change", ["truncated", "longer", "missing"])
def test_a_file_of_another_length_is_found(piece: pieces.Piece, change: str) -> None:
    whole = piece.file.read_bytes()
    piece.file.unlink()
    if change != "missing":
        piece.file.write_bytes(whole[:-1] if change == "truncated" else whole + b"\0")

    with pytest.raises(pieces.BadPiece):
        pieces.read(piece.folder)
