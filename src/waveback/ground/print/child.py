"""The press's child: takes orders on its standard input, answers on its standard output, one after the other.

It holds Typst and the fonts, so that the service does not; it knows neither Django nor the database nor a key. It reads
below one folder, reaches no network, writes no file, and ends by itself when nothing was asked of it for a while.
"""

import ctypes
import json
import re
import resource
import select
import struct
import sys
import unicodedata
from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import PDFStandard

LENGTH = struct.Struct(">I")
STANDARDS: "list[PDFStandard]" = ["a-3a", "ua-1"]
ATTEMPTS = 4
# Characters that are seen by nobody, and those that would turn round what stands beside them. Joiners stay: Persian
# and the scripts of India are misspelt without them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
FORBIDDEN = re.compile(r'disallowed codepoint `"((?:[^"\\]|\\.)*)"`')
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|'[^']*'")
PLACE = re.compile(r"┌─ (?:\.\./)*([\w/.-]+\.typ:\d+)")


def enclose() -> None:
    """Give away what a press needs not: the network, writing files, dumping memory, a second process's rights."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: nobody's debugger
    # A network of its own, with nothing in it. Where the kernel refuses that to a user, there is still nothing here
    # that would ask the network: templates are ours, and name no package.
    if libc.unshare(0x40000000) != 0:  # CLONE_NEWNET
        libc.unshare(0x10000000 | 0x40000000)  # CLONE_NEWUSER | CLONE_NEWNET


class Cover:
    """What the fonts hold between them."""

    def __init__(self, written: str) -> None:
        runs = [line.split("-") for line in written.splitlines() if line and line[0] not in "#f"]
        self.firsts = [int(run[0], 16) for run in runs]
        self.lasts = [int(run[-1], 16) for run in runs]

    def __contains__(self, character: str) -> bool:
        if " " <= character <= "~" or character in "\n\t":
            return True
        if 0xE000 <= ord(character) <= 0xF8FF:
            return False  # for private use: PDF/A wants to know what it means, and nobody does
        place = bisect_right(self.firsts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.lasts[place]


def rewritten(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [rewritten(each, change) for each in value]
    if isinstance(value, dict):
        return {key: rewritten(each, change) for key, each in value.items()}
    return value


def named(character: str) -> str:
    return f"[U+{ord(character):04X}]"


class Setter:
    """Sets orders in type."""

    def __init__(self, root: Path, fonts: Path) -> None:
        import typst

        self.typst = typst
        self.root = root
        self.fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
        self.cover = Cover((fonts / "cover.txt").read_text("ascii"))

    def harmless(self, order: dict[str, Any]) -> set[str]:
        """Take out what is unseen, write out what no font holds; says which those were."""
        missing: set[str] = set()

        def change(text: str) -> str:
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
            text = UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
            lost = {each for each in set(text) if each not in self.cover}
            missing.update(lost)
            return text.translate({ord(each): named(each) for each in lost}) if lost else text

        for part in ("data", "press", "attachments"):
            order[part] = rewritten(order[part], change)
        return missing

    def printed(self, order: dict[str, Any], parts: list[bytes]) -> tuple[dict[str, Any], bytes]:
        missing = self.harmless(order)
        for _ in range(ATTEMPTS):
            try:
                return {"standards": STANDARDS, "missing": "".join(sorted(missing))}, self.compiled(
                    order, parts, missing, STANDARDS
                )
            except self.typst.TypstError as error:
                lost = unshown(error.diagnostic) - missing
                if not lost:
                    if UNSHOWN.search(error.diagnostic) is None:
                        raise
                    break
                # A font holds each of them, but none holds both, and they stand on one another.
                missing |= lost
                table = {ord(each): named(each) for each in lost}
                for part in ("data", "press"):
                    order[part] = rewritten(order[part], lambda text, table=table: text.translate(table))
        content = self.compiled(order, parts, missing, [])
        return {"standards": [], "missing": "".join(sorted(missing))}, content

    def compiled(
        self, order: dict[str, Any], parts: list[bytes], missing: set[str], standards: "list[PDFStandard]"
    ) -> bytes:
        nowhere = "/nonexistent"
        compiler = self.typst.Compiler(
            str(self.root / order["template"]),
            root=str(self.root),
            font_paths=self.fonts,
            ignore_system_fonts=True,
            package_path=nowhere,
            package_cache_path=nowhere,
        )
        attached = [{**about, "content": list(part)} for about, part in zip(order["attachments"], parts, strict=True)]
        codes = [f"U+{ord(each):04X}" for each in sorted(missing)]
        press = {**order["press"], "missing": codes, "attachments": attached}
        made = compiler.compile(
            format="pdf",
            sys_inputs={
                "data": json.dumps(order["data"], ensure_ascii=False),
                "press": json.dumps(press, ensure_ascii=False),
            },
            pdf_standards=standards,
            timestamp=order["at"],
        )
        if not isinstance(made, bytes):
            raise TypeError("Typst returned no document")
        return made


def unshown(diagnostic: str) -> set[str]:
    """The characters that Typst could not show: those that stand on others, if it names any; otherwise all."""
    texts = UNSHOWN.findall(diagnostic) + FORBIDDEN.findall(diagnostic)
    characters = set(ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(texts)))
    return {each for each in characters if unicodedata.category(each)[0] == "M"} or characters


def fault(error: Exception) -> str:
    """What went wrong and where, without a word of the data: whatever Typst quotes could be somebody's."""
    message, diagnostic = getattr(error, "message", None), getattr(error, "diagnostic", None)
    if message is None or diagnostic is None:
        return type(error).__name__
    places = PLACE.findall(diagnostic)
    return f"{QUOTED.sub('…', message).splitlines()[0][:200]} ({', '.join(places[:3])})"


def serve(root: Path, fonts: Path, idle: float) -> None:
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    enclose()
    setter = Setter(root, fonts)
    while True:
        ready, _, _ = select.select([orders], [], [], idle)
        if not ready:
            return
        head = orders.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        order = json.loads(orders.read(LENGTH.unpack(head)[0]).decode("utf-8", "surrogatepass"))
        parts = [orders.read(LENGTH.unpack(orders.read(LENGTH.size))[0]) for _ in order["attachments"]]
        try:
            answer, content = setter.printed(order, parts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told and the next order still served
            answer, content = {"failed": fault(error)}, b""
        said = json.dumps(answer).encode()
        answers.write(LENGTH.pack(len(said)) + said + LENGTH.pack(len(content)) + content)
        answers.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
