"""Compile every room's two wordings (locale/en/LC_MESSAGES/django.po → .mo), or check them.

    python tools/words.py            compile
    python tools/words.py --check    fail when a .mo is stale, or when a sentence has no discreet wording

A sentence needs a discreet wording when it holds a telling word (client, run-in, session …) and is said by
{% word %} in a template, by say() in code, or after an act (said.register). No discreet wording may hold such
a word itself.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src"
WORD_TAG = re.compile(r"""\{%\s*word\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:\s+plural=("(?:[^"\\]|\\.)*"))?""")
TELLING = re.compile(
    r"\b(clients?|run-ins?|sessions?|polic(y|ies)|talk(ed)? (it )?through|revisits?|rehears\w+|therap\w+|counsel\w+)\b",
    re.IGNORECASE,
)
SAYING = {"say": 1, "say_many": 2, "said_in": 1}  # function → how many sentences it takes


def main(arguments: list[str]) -> int:
    catalogs = {path: _read(path) for path in sorted(SOURCE.rglob("locale/en/LC_MESSAGES/django.po"))}
    if "--check" not in arguments:
        for path, catalog in catalogs.items():
            path.with_suffix(".mo").write_bytes(_compiled(catalog))
            print(path.relative_to(SOURCE.parent).with_suffix(".mo"))
        return 0
    problems = [*_stale(catalogs), *_wordless(catalogs), *_betraying(catalogs)]
    print("\n".join(problems) or f"{len(catalogs)} wordings are up to date.")
    return 1 if problems else 0


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


class _Dateless(Catalog):
    """A catalogue whose header holds neither a date nor a version, so that the same words compile to the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", "nplurals=2; plural=(n != 1);")]


def _compiled(catalog: Catalog) -> bytes:
    dateless, out = _Dateless(locale="en"), io.BytesIO()
    for message in catalog:
        if message.id and message.string:
            dateless.add(message.id, message.string, context=message.context)
    write_mo(out, dateless)
    return out.getvalue()


def _stale(catalogs: dict[Path, Catalog]) -> Iterator[str]:
    for path, catalog in catalogs.items():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _compiled(catalog):
            yield f"{compiled.relative_to(SOURCE.parent)} is stale: run python tools/words.py"


def _wordless(catalogs: dict[Path, Catalog]) -> Iterator[str]:
    discreet = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for catalog in catalogs.values()
        for message in catalog
        if message.context == "discreet" and message.string
    }
    for place, sentence in [*_in_templates(), *_in_code()]:
        if TELLING.search(sentence) and sentence not in discreet:
            yield f"{place}: no discreet wording for “{sentence}”"


def _betraying(catalogs: dict[Path, Catalog]) -> Iterator[str]:
    for path, catalog in catalogs.items():
        for message in catalog:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts if message.context == "discreet" else ():
                if TELLING.search(text):
                    yield f"{path.relative_to(SOURCE.parent)}:{message.lineno}: “{text}” is not discreet"


def _in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        text = path.read_text()
        for found in WORD_TAG.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(SOURCE.parent)}:{line}", str(ast.literal_eval(found[1]))


def _in_code() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                for sentence in _sentences(node):
                    yield f"{path.relative_to(SOURCE.parent)}:{node.lineno}", sentence


def _sentences(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SAYING:
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        yield from texts[:1]  # of two numbers, the first stands for both in the catalogue
    if name == "register" and call.args and isinstance(call.args[0], ast.Dict):
        for value in call.args[0].values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
