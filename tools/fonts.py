"""Make the fonts of the documents: static instances of the variable ones, the rest as they are, and what they cover.

A developer's act, run by hand when a font is renewed (src/waveback/ground/print/fonts/README.md says where each comes
from). It needs fontTools, which nothing else here does: `python -m venv x && x/bin/pip install fonttools`.

    python tools/fonts.py FOLDER…      FOLDERs are searched for the files named below
    python tools/fonts.py --cover      only writes cover.txt anew
"""

import hashlib
import sys
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "src/waveback/ground/print/fonts"

# The variable file, the values of its axes, and the names the instance goes by.
INSTANCES = [
    ("Literata[opsz,wght].ttf", {"opsz": 12, "wght": 400}, "Literata-Regular.ttf", "Literata", "Regular", 400),
    ("Literata[opsz,wght].ttf", {"opsz": 14, "wght": 600}, "Literata-SemiBold.ttf", "Literata", "SemiBold", 600),
    ("Literata-Italic[opsz,wght].ttf", {"opsz": 12, "wght": 400}, "Literata-Italic.ttf", "Literata", "Italic", 400),
    ("Figtree[wght].ttf", {"wght": 400}, "Figtree-Regular.ttf", "Figtree", "Regular", 400),
    ("Figtree[wght].ttf", {"wght": 600}, "Figtree-SemiBold.ttf", "Figtree", "SemiBold", 600),
]
NOTO = (
    "Sans SansArabic SansArmenian SansBengali SansDevanagari SansEthiopic SansGeorgian SansGujarati SansGurmukhi "
    "SansHebrew SansKannada SansKhmer SansLao SansMalayalam SansMyanmar SansSinhala SansTamil SansTelugu SansThai"
)
AS_THEY_ARE = [f"Noto{script}-Regular.ttf" for script in NOTO.split()] + ["DroidSansFallback.ttf"]


def found(name: str, folders: list[Path]) -> Path:
    for folder in folders:
        for path in folder.rglob("*.ttf"):
            if path.name == name:
                return path
    raise SystemExit(f"{name} is in none of the folders.")


def instance(source: Path, axes: dict[str, float], to: Path, family: str, style: str, weight: int) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes, inplace=True, overlap=True)
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, text in (
        (1, family),
        (2, style),
        (3, f"{family} {style}; Waveback"),
        (4, f"{family} {style}"),
        (6, f"{family}-{style}"),
    ):
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    for table in ("DSIG", "STAT", "meta"):
        if table in font:
            del font[table]
    font.save(to)


def cover() -> None:
    """What characters the fonts hold between them, so that the press knows beforehand which it cannot show."""
    from fontTools.ttLib import TTFont

    held: set[int] = set()
    lines = [
        "# Written by tools/fonts.py: each font by its SHA-256, then the characters that at least one of them holds."
    ]
    for path in sorted(FONTS.glob("*.ttf")):
        held |= set(TTFont(path).getBestCmap())
        lines.append(f"font {path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    runs: list[list[int]] = []
    for character in sorted(held):
        if runs and runs[-1][1] == character - 1:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    lines += [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in runs]
    (FONTS / "cover.txt").write_text("\n".join(lines) + "\n")
    print(f"{len(held)} characters in {len(runs)} runs")


def main(arguments: list[str]) -> None:
    if arguments != ["--cover"]:
        folders = [Path(each) for each in arguments]
        if not folders:
            raise SystemExit(__doc__)
        for name, axes, to, family, style, weight in INSTANCES:
            instance(found(name, folders), axes, FONTS / to, family, style, weight)
        for name in AS_THEY_ARE:
            (FONTS / name).write_bytes(found(name, folders).read_bytes())
    cover()


main(sys.argv[1:])
