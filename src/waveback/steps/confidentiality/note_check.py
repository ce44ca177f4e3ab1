"""Looks through a note for what should perhaps not stand in it. Pure: no Django, no network, no memory of what it read.

Every pass is linear in the text's length. Offsets are into the very text that was given: words are looked up in a
folded form (NFKC, small letters, no accents), but found where they stand.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept_as
from typing import Final

from waveback.steps.confidentiality.words import matter
from waveback.steps.confidentiality.words.names import ALSO_WORDS, NAMES
from waveback.steps.confidentiality.words.ordinary import BRANDS, CALENDAR, ORDINARY, PLACES

KINDS: Final = (
    "name", "diagnosis", "guess", "judgement", "overheard", "own_family", "other_client", "contact", "place", "law",
)  # fmt: skip


MEANT_TENTATIVELY: Final = frozenset({"impact"})
"""Texts that say what something may have meant: there “perhaps” is right, and “an affair” is not."""


@dataclass(frozen=True)
class Find:
    """One place in one text. `words` never shows in a log: it is left out of the repr."""

    field: str
    start: int
    end: int
    words: str = kept_as(repr=False)
    kind: str
    why: str
    instead: str


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    """As written, without marks that show nothing."""
    key: str
    """Folded, for looking up; without a possessive's ending."""
    owns: bool
    """Whether it ends in ’s."""


_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200b-\u200d\u2060\u00ad"
_LETTER = rf"[^\W\d_][{_MARKS}]*"
_WORD: Final = re.compile(rf"(?:{_LETTER})+(?:['’ʼ‘´`‐‑-](?:{_LETTER})+)*")
_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\u00ad\ufe00-\ufe0f]")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_CURLY: Final = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "‐": "-", "‑": "-"})
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)

# Scripts other than Latin, with the marks that belong to them and without their punctuation.
_OTHER = (
    "\u0370-\u03ff\u0400-\u052f\u0531-\u0556\u0561-\u0587\u0591-\u05bd\u05bf-\u05f2\u0610-\u061a\u0620-\u0669"
    "\u066e-\u06d3\u06d5-\u06ff\u0700-\u07ff\u0800-\u08ff\u0900-\u0963\u0970-\u0df3\u0e01-\u0e4e\u0e81-\u0edf"
    "\u0f40-\u0fbc\u1000-\u1049\u1050-\u10ff\u1100-\u11ff\u1200-\u1360\u1380-\u139f\u13a0-\u13ff\u1400-\u167f"
    "\u1780-\u17d3\u1820-\u18aa\u2d00-\u2d7f\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318e"
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48c\uac00-\ud7a3\uf900-\ufaff\ufb13-\ufb4f\ufb50-\ufdff\ufe70-\ufefc"
    "\uff66-\uff9f\U00010400-\U0001044f\U0001e900-\U0001e943\U00020000-\U0003ffff"
)
_RUN: Final = re.compile(rf"[{_OTHER}]+(?:[ ·・‧'’‐-][{_OTHER}]+)*")
_SYLLABLES: Final = re.compile(
    "[\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)

_STOP: Final = re.compile(r"[.!?…:]+[\"'”’)\]»]*(?:\s|$)|[\n\r\u2028\u2029\u0085\"“«„…•]|(?:^|\s)[-*]\s")
_GAP: Final = frozenset(" \t\r\n\u00a0\u2009\u202f")
_GAELIC: Final = re.compile("(?:O'|Mc|Mac|D')[A-Z]")
_CAMEL: Final = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
_NOT_CAMEL: Final = ("mac", "mc", "de", "di", "la", "le", "o'", "d'", "van", "fitz")


def _fold(text: str) -> str:
    """Compatible forms as one, small letters, no accents. Never longer than a word is."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).translate(_CURLY))
    return _ACCENTS.sub("", flat).casefold().translate(_PLAIN)


def _words(text: str) -> list[_Word]:
    found = []
    for hit in _WORD.finditer(text):
        seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", hit.group())).translate(_CURLY)
        key = _fold(hit.group())
        owns = key.endswith("'s")
        found.append(_Word(hit.start(), hit.end(), seen, key[:-2] if owns else key, owns))
    return found


# Turns of phrase: a small trie of words, "how*" last.


class _Phrases:
    """All phrases of matter.py, found in one walk along the words."""

    def __init__(self) -> None:
        self.root: dict[str, dict[str, object]] = {}
        for number, entry in enumerate(matter.MATTERS):
            for phrase in _spelled_out(entry.phrases):
                self._add(phrase.split(), number)

    def _add(self, words: Sequence[str], number: int) -> None:
        node: dict[str, object] = self.root  # type: ignore[assignment]
        for word in words:
            key = word if word.isupper() else _fold(word)
            node = node.setdefault(key, {})  # type: ignore[assignment]
        node.setdefault("", number)

    def at(self, words: Sequence[_Word], i: int, text: str) -> tuple[int, int] | None:
        """The longest phrase that begins with word i: the number of its matter, and its last word's index."""
        best: tuple[int, int] | None = None
        nodes = [self.root]
        for j in range(i, min(i + 7, len(words))):
            if j > i and not _joined(text, words[j - 1], words[j]):
                break
            nodes = [down for node in nodes for down in _down(node, words[j])]  # type: ignore[arg-type]
            if not nodes:
                break
            for node in nodes:
                if "" in node:
                    best = (int(node[""]), j)  # type: ignore[call-overload]
                    break
        return best


def _down(node: Mapping[str, dict[str, dict[str, object]]], word: _Word) -> Iterator[dict[str, dict[str, object]]]:
    keys = {word.key, word.key + "'s"} if word.owns else {word.key}
    if word.text.isupper():
        keys.add(word.text)
    for key in keys:
        if key in node and key:
            yield node[key]
    if any_star := node.get("*"):
        for length in range(3, min(len(word.key), 16) + 1):
            if word.key[:length] in any_star:
                yield any_star[word.key[:length]]  # type: ignore[misc]


def _spelled_out(phrases: str) -> Iterator[str]:
    for line in phrases.splitlines():
        for phrase in re.split(r"\s\|\s", line.strip()):
            if phrase.strip():
                yield from _each(phrase.strip())


def _each(phrase: str) -> Iterator[str]:
    """ "heard (him|her) say" → both."""
    opened = phrase.find("(")
    if opened < 0:
        # A star becomes a step of its own: "say*" → "*", "say".
        yield " ".join(f"* {word[:-1]}" if word.endswith("*") else word for word in phrase.split())
        return
    closed = phrase.index(")", opened)
    for word in phrase[opened + 1 : closed].split("|"):
        yield from _each(phrase[:opened] + word + phrase[closed + 1 :])


def _joined(text: str, one: _Word, two: _Word) -> bool:
    gap = text[one.end : two.start] if two.start - one.end <= 4 else "far"
    return bool(gap) and set(gap) <= _GAP


_PHRASES: Final = _Phrases()


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    kind: str
    why: str
    instead: str
    rank: int = 1
    """Who wins where two overlap: the lower."""
    tentative: bool = False


# Numbers, addresses, accounts. Every repetition is bounded.

_LEADS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("contact", re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    ("contact", re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}")),
    ("place", re.compile(r"(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|google\.\w{2,3}/maps)\S{0,99}", re.I)),
    ("contact", re.compile(r"(?:https?://|www\.)[^\s]{3,200}", re.I)),
    ("place", re.compile(r"-?\d{1,3}\.\d{3,10}°?\s?[NS]?,?\s{0,2}-?\d{1,3}\.\d{3,10}°?\s?[EW]?")),
    ("place", re.compile(r"\d{1,3}°\s?\d{1,2}['′’](?:\s?\d{1,2}(?:\.\d{1,4})?[\"″”])?\s?[NSEW]?")),
    ("place", re.compile(r"///[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}")),
    ("contact", re.compile(r"(?<![\w+.,/-])(?:\+|00)\d{1,3}(?:[ ./()-]{0,2}\d){6,13}(?!\d)")),
    ("contact", re.compile(r"(?<![\w.,/:-])\(?0?\d{2,5}\)?[ ./-]\d{3,4}[ ./-]?\d{3,6}(?![\w:]|[-/.]\d)")),
    ("contact", re.compile(r"(?<![\w.,/-])\d{3}[ .-]\d{4}(?![\w:]|[-/.]\d)")),
    ("contact", re.compile(r"(?<![\w.,/:-])0?\d{9,12}(?![\w:])")),
    ("contact", re.compile(r"(?<!\w)\d{3}-\d{2}-\d{4}(?!\w)")),
    ("contact", re.compile(r"(?<!\w)[A-Z]{2}\d{2} ?[A-Z]{3}(?!\w)")),
    ("contact", re.compile(r"(?<!\w)[A-Z]{1,3}[- ][A-Z]{1,2}[- ]\d{1,4}(?!\w)")),
    ("contact", re.compile(r"(?<!\w)(?!DSM|ICD|SSN)[A-Z]{3}[- ]?\d{3,4}(?!\w)")),
    ("contact", re.compile(r"(?<!\w)\d[A-Z]{3}\d{3}(?!\w)")),
    ("contact", re.compile(r"(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}(?!\w)")),
    (
        "contact",
        re.compile(
            r"(?<![\w.:,-])\d{1,5}[a-zA-Z]?,? (?:[A-ZÀ-Þ][\w'’-]{1,20} ){1,3}"
            r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Place|Pl|Terrace|Way|Boulevard|Blvd|Gardens|Row)\b"
        ),
    ),
    ("contact", re.compile(r"(?<!\w)(?:apartment|apt\.?|flat|unit) (?:no\.? ?)?\d{1,4}[a-z]?(?!\w)", re.I)),
    ("diagnosis", re.compile(r"(?<!\w)(?:F\d{2}(?:\.\d{1,2})?|DSM(?:-?(?:5|IV|V))?(?:-TR)?|ICD-?1[01])(?!\w)")),
    ("diagnosis", re.compile(r"(?<!\w)\d{1,4} ?mg(?!\w)", re.I)),
    ("judgement", re.compile("[😂🤣🙄😜🤪😝😹🤭🤦🤷😏]\ufe0f?|(?<![\\w:;])[;:]-?[)DPp](?!\\w)")),
)  # fmt: skip
_BY_KIND: Final = {entry.kind: entry for entry in reversed(matter.MATTERS)}
_QUOTED: Final = re.compile(r"“[^”\n]{0,600}”|\"[^\"\n]{0,600}\"|«[^»\n]{0,600}»")


def check(texts: Mapping[str, str], *, known: Collection[str] = ()) -> list[Find]:
    """Every place worth a second look, in reading order. known: names that belong here, the client's own."""
    familiar = frozenset(part for name in known for part in _parts(name))
    return [
        Find(name, hit.start, hit.end, text[hit.start : hit.end], hit.kind, hit.why, hit.instead)
        for name, text in texts.items()
        for hit in _hits(text, familiar)
        if not (hit.tentative and name in MEANT_TENTATIVELY)
    ]


def _parts(name: str) -> set[str]:
    parts = {word.key for word in _words(name)} | {_fold(hit.group()) for hit in _RUN.finditer(name)}
    return parts | {piece for part in parts for piece in re.split(r"[-' ·・]", part) if len(piece) > 1}


def _hits(text: str, familiar: frozenset[str]) -> list[_Hit]:
    words = _words(text)
    found = [*_leads(text), *_matters(text, words), *_names(text, words, familiar), *_scripts(text, familiar)]
    found.sort(key=lambda hit: (hit.rank, hit.start, -hit.end))
    taken, kept = bytearray(len(text)), []
    for hit in found:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _leads(text: str) -> Iterator[_Hit]:
    for kind, pattern in _LEADS:
        entry = _BY_KIND[kind]
        for hit in pattern.finditer(text):
            yield _Hit(hit.start(), hit.end(), kind, entry.why, entry.instead, 0)


def _matters(text: str, words: list[_Word]) -> Iterator[_Hit]:
    quotes = [(hit.start(), hit.end()) for hit in _QUOTED.finditer(text)]
    i = 0
    while i < len(words):
        match = _PHRASES.at(words, i, text)
        if match is None:
            i += 1
            continue
        number, last = match
        entry = matter.MATTERS[number]
        end = words[last].end
        if entry.kind == "own_family":
            if _inside(quotes, words[i].start):  # the client's words: “my son is ill”
                i = last + 1
                continue
            while last + 1 < len(words) and _capital(words[last + 1]) and _joined(text, words[last], words[last + 1]):
                if _ordinary(words[last + 1]):
                    break
                last += 1
                end = words[last].end
        yield _Hit(words[i].start, end, entry.kind, entry.why, entry.instead, 1, entry.tentative)
        i = last + 1


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(spans, (at, 1 << 30)) - 1
    return i >= 0 and spans[i][0] <= at < spans[i][1]


# Names


def _capital(word: _Word) -> bool:
    """Capital at the start, or after a particle: al-Masri, d'Angelo."""
    if word.text[:1].isupper():
        return True
    head, _, rest = word.text.replace("'", "-").partition("-")
    return rest[:1].isupper() and len(head) <= 3


def _ordinary(word: _Word) -> bool:
    key = word.key.strip("'")
    if (
        key in matter.SURE_HONORIFICS
        or key in ORDINARY
        or key in CALENDAR
        or key in BRANDS
        or word.key + "'s" in BRANDS
    ):
        return True
    if key.endswith("s") and key[:-1] in ORDINARY:
        return True
    if "-" in key or "'" in key:
        return all(
            part in ORDINARY or part in CALENDAR or len(part) == 1 or part in ("ll", "ve", "re", "d", "t", "m")
            for part in re.split(r"[-']", key)
            if part
        )
    return key not in NAMES and len(key) > 6 and key.endswith(_ENDINGS)


_ENDINGS: Final = ("ing", "tion", "sion", "ment", "ness", "ally", "edly", "ship", "wards", "ously", "able", "ible")


def _known_name(word: _Word) -> bool:
    """In the list, whole or with both halves of a hyphen; not when it is also a word."""
    if word.key in NAMES or _GAELIC.match(word.text):
        return True
    return "-" in word.key and any(part in NAMES for part in word.key.split("-") if len(part) > 2)


class _Reader:
    """One text, word by word, with what stands before and after."""

    def __init__(self, text: str, words: list[_Word], familiar: frozenset[str]) -> None:
        self.text, self.words, self.familiar = text, words, familiar
        self.starts = [self._starts(i) for i in range(len(words))]
        capitals = sum(1 for word in words if _capital(word))
        self.shouted = len(words) >= 4 and capitals > 0.75 * len(words)
        """Capitals say nothing in a text that is nothing but capitals."""

    def _starts(self, i: int) -> bool:
        if i == 0:
            return True
        before = self.words[i - 1]
        gap = self.text[before.end : self.words[i].start]
        if gap.startswith(".") and (
            before.key in matter.SHORTENED or (len(before.text) == 1 and before.text.isupper())
        ):
            gap = gap[1:]
        return _STOP.search(gap[-80:]) is not None

    def key(self, i: int) -> str:
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def together(self, i: int) -> bool:
        """Whether word i follows the one before with nothing but a space (or the dot of a title or an initial)."""
        if not 0 < i < len(self.words):
            return False
        one, two = self.words[i - 1], self.words[i]
        gap = self.text[one.end : two.start] if two.start - one.end <= 4 else "far"
        if gap[:1] == "." and (one.key in matter.SHORTENED or len(one.text) == 1):
            gap = gap[1:]
        return set(gap) <= _GAP

    def ours(self, i: int) -> bool:
        word = self.words[i]
        return word.key in self.familiar or (
            "-" in word.key and all(part in self.familiar for part in word.key.split("-"))
        )

    def bare(self, i: int) -> bool:
        """A word that may be a name by its look: capital, no ordinary word, not the client's."""
        word = self.words[i]
        return _capital(word) and len(word.text) > 1 and not self.ours(i) and not _ordinary(word)


def _names(text: str, words: list[_Word], familiar: frozenset[str]) -> Iterator[_Hit]:
    reader = _Reader(text, words, familiar)
    i = 0
    while i < len(words):
        end = _titled(reader, i) or _suffixed(reader, i) or _called(reader, i)
        if end:
            yield _name(words[i].start, words[end - 1].end, text, 2)
            i = end
            continue
        if _initial(reader, i):
            last = i + 1
            while last < len(words) and reader.together(last) and (reader.bare(last) or _initial(reader, last)):
                last += 1
            dot = (
                1
                if text[words[last - 1].end : words[last - 1].end + 1] == "." and len(words[last - 1].text) == 1
                else 0
            )
            yield _Hit(words[i].start, words[last - 1].end + dot, "name", matter.INITIAL_WHY, matter.NAME_INSTEAD, 3)
            i = last
            continue
        end = _run(reader, i)
        if _is_name(reader, i, end):
            yield _name(words[_back(reader, i)].start, words[end - 1].end, text, 3)
        i = end


def _name(start: int, end: int, text: str, rank: int) -> _Hit:
    if text[max(start, end - 2) : end] in ("'s", "’s", "'S", "’S"):
        end -= 2
    return _Hit(start, end, "name", matter.NAME_WHY, matter.NAME_INSTEAD, rank)


def _titled(reader: _Reader, i: int) -> int:
    """ "Mr K.", "Señora Ruiz", "mrs kowalski", "Auntie Bose": where it ends, or 0."""
    words, key = reader.words, reader.key(i)
    if key not in matter.HONORIFICS or i + 1 >= len(words) or not reader.together(i + 1):
        return 0
    after = words[i + 1]
    if reader.ours(i + 1):
        return 0
    if _capital(after):
        if not _capital(words[i]) and key not in matter.SURE_HONORIFICS and not _known_name(after) and _ordinary(after):
            return 0
        if _ordinary(after) and len(after.text) > 1:
            return 0
        if after.key in CALENDAR:  # "Miss Tuesday’s class"
            return 0
    elif not (
        (key in matter.SURE_HONORIFICS and after.key not in ORDINARY and after.key not in matter.ACTS)
        or _known_name(after)
    ):
        return 0
    end = i + 2
    while end < len(words) and reader.together(end) and (reader.bare(end) or _particle_ahead(reader, end)):
        end += 1
    return end


def _suffixed(reader: _Reader, i: int) -> int:
    """ "Tanaka-san", "sharma-ji", "Sharma ji"."""
    head, _, tail = reader.key(i).rpartition("-")
    if head and tail in matter.AFTER_NAMES and head not in ORDINARY and head not in reader.familiar:
        return i + 1
    following = reader.key(i + 1)
    if following in ("ji", "bhai", "effendi", "sensei", "hanim") and reader.together(i + 1):
        word = reader.words[i]
        if not _ordinary(word) and not reader.ours(i):
            return i + 2
    return 0


def _called(reader: _Reader, i: int) -> int:
    """ "named tomasz", "a boy called Kip", "her name is wren": the name's end; the words before stay in the find."""
    key, at = reader.key(i), i + 1
    if key == "name" and reader.key(i + 1) in ("is", "was"):
        at = i + 2
    elif key not in matter.NAMING:
        return 0
    if at >= len(reader.words) or not reader.together(at) or reader.ours(at):
        return 0
    word = reader.words[at]
    if (
        len(word.text) < 2
        or word.key in ORDINARY
        or (word.key in CALENDAR and not _capital(word))
        or word.key.endswith("ly")
    ):
        return 0
    return _run(reader, at) if reader.bare(at) else at + 1


def _initial(reader: _Reader, i: int) -> bool:
    """ "with J.", "J. said": one capital letter that stands for somebody. C and T are client and therapist in notes."""
    word = reader.words[i]
    if len(word.text) != 1 or not word.text.isupper() or word.text in "IACTO" or reader.shouted:
        return False
    if not word.text.isascii() or reader.key(i - 1) in matter.LETTERED:
        return False
    text, after = reader.text, reader.text[word.end : word.end + 1]
    before = text[word.start - 1 : word.start] if word.start else " "
    if before not in ' \t\n\r(“"\u00a0' or (after and after not in " .,;:!?)\n\r’'”\"\u00a0"):
        return False
    dotted = after == "." and text[word.end + 1 : word.end + 2].isalpha()
    if dotted and i + 1 < len(reader.words) and len(reader.words[i + 1].text) == 1:
        return text[word.start : word.end + 3].upper() not in matter.DOTTED
    return not (
        text[word.start - 2 : word.start - 1] == "." and reader.key(i - 1) and len(reader.words[i - 1].text) == 1
    )


def _run(reader: _Reader, i: int) -> int:
    """The end of the run of capital words that begins at i: "Jelena van der Berg"; i + 1 when there is none."""
    end = i + 1
    if not reader.bare(i):
        return end
    while end < len(reader.words) and reader.together(end):
        if reader.words[end - 1].owns and not reader.bare(end):
            break
        if reader.starts[end]:
            break
        if reader.bare(end) or (reader.key(end) in ALSO_WORDS and _capital(reader.words[end]) and not reader.ours(end)):
            end += 1
        elif _particle_ahead(reader, end):
            while reader.key(end) in matter.PARTICLES:
                end += 1
        elif _capital(reader.words[end]) and not reader.ours(end) and reader.key(end) not in CALENDAR:
            end += 1  # "Nguyễn Văn An", "Maple Street"
        else:
            break
    return end


def _particle_ahead(reader: _Reader, i: int) -> bool:
    """Particles, and behind them a capital: "van der Berg"."""
    j = i
    while reader.key(j) in matter.PARTICLES and j - i < 3 and reader.together(j):
        j += 1
    return i < j < len(reader.words) and reader.together(j) and reader.bare(j)


def _back(reader: _Reader, i: int) -> int:
    """Particles in front belong to the name: "van der Berg" where "Berg" was found."""
    while i and reader.key(i - 1) in matter.PARTICLES - matter.ALSO_ENGLISH and reader.together(i):
        i -= 1
    return i


def _is_name(reader: _Reader, i: int, end: int) -> bool:
    words = reader.words
    word = words[i]
    if reader.ours(i):
        return False
    if not reader.bare(i):
        return _small(reader, i) if not _capital(word) else _also_a_word(reader, i)
    run = words[i:end]
    listed = any(_known_name(one) for one in run)
    if reader.shouted:
        return listed
    if all(_ordinary(one) or one.key in PLACES for one in run):
        return False
    if _CAMEL.search(word.text) and not word.key.startswith(_NOT_CAMEL) and "-" not in word.text:
        return False
    if all(one.text.isupper() for one in run) and all(len(one.text) <= 6 for one in run):
        return listed and len(word.text) > 2
    if any(one.key in PLACES for one in run[1:]):
        return False
    if reader.starts[i]:
        return listed or len(run) > 1 or _acts(reader, i, end)
    return not _a_place(reader, i, end, listed)


def _a_place(reader: _Reader, i: int, end: int, listed: bool) -> bool:
    """ "in Porto", "went to Leeds", "the Strand"."""
    before = reader.key(i - 1) if reader.together(i) else ""
    owns = reader.words[end - 1].owns
    if before == "in" and not owns:
        return True
    if listed or owns:
        return False
    if before in matter.LOCATIVE:
        return True
    if before in matter.GOING and reader.key(i - 2) in matter.GOES:
        return True
    if before == "the":
        plural = reader.words[end - 1].key.endswith("s") and reader.key(i - 2) in ("with", "and", "saw", "met", "by")
        return not plural
    # The second of two places: "between Porto and Braga".
    return False


def _acts(reader: _Reader, i: int, end: int) -> bool:
    """Whether what follows is what a person does: "Bukola waved", "Ines and I", "Kofi's dog"."""
    if reader.words[end - 1].owns:
        return True
    following = reader.key(end) if reader.together(end) else ""
    return (
        following in matter.ACTS
        or (following == "and" and end + 1 < len(reader.words) and reader.bare(end + 1))
        or (
            following == "and"
            and reader.key(end + 1) in ("i", "her", "his", "their", "me", "they", "she", "he", "client")
        )
    )


def _small(reader: _Reader, i: int) -> bool:
    """A listed name in small letters: "bumped into priya"."""
    word = reader.words[i]
    return len(word.key) > 2 and _known_name(word) and word.key not in ORDINARY and word.key not in matter.SMALL_WORDS


def _also_a_word(reader: _Reader, i: int) -> bool:
    """ "Grace", "Will", "Mark" with a capital inside a sentence, or doing what people do at its start."""
    word = reader.words[i]
    if word.key not in ALSO_WORDS or reader.shouted or not word.text[:1].isupper() or word.text.isupper():
        return False
    if word.key in CALENDAR or word.key in BRANDS or word.key in PLACES:
        return False
    before = reader.key(i - 1) if reader.together(i) else ""
    if reader.starts[i]:
        return word.key not in ORDINARY and _acts(reader, i, i + 1)
    return not (before in matter.LOCATIVE or before == "the")


# Other scripts


def _scripts(text: str, familiar: frozenset[str]) -> Iterator[_Hit]:
    """Runs of another script inside a note in Latin letters. In a note that is in another script they say nothing."""
    runs = list(_RUN.finditer(text))
    if not runs:
        return
    other = sum(hit.end() - hit.start() for hit in runs)
    if other > sum(1 for letter in text if letter.isalpha()) - other:
        return
    for hit in runs:
        run = hit.group()
        letters = sum(1 for letter in run if letter.isalpha())
        if letters < (1 if _SYLLABLES.search(run) else 2) or _fold(run) in familiar:
            continue
        if all(part in familiar for part in re.split(r"[ ·・]", _fold(run))):
            continue
        yield _Hit(hit.start(), hit.end(), "name", matter.SCRIPT_WHY, matter.NAME_INSTEAD, 2)
