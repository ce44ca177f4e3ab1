"""A policy in another language, passage by passage: what stands there, what is missing, what changed since. No Django.

Nothing is translated by a machine. In Spanish the shipped texts stand ready; everything else is written by a person,
and a person says that they read both texts before one is published.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from waveback.steps.policy import document, rules
from waveback.steps.policy.clauses import spanish
from waveback.steps.policy.phrases import STARTER_PHRASES

ENGLISH: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = {
    "es": "Español",
    "am": "አማርኛ",
    "ar": "العربية",
    "bn": "বাংলা",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "ht": "Kreyòl ayisyen",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "sv": "Svenska",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "th": "ไทย",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "yi": "ייִדיש",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
"""By BCP 47 tag, each in its own name."""
RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

HEADING_LENGTH: Final = 200
TEXT_LENGTH: Final = 4000
READER_LENGTH: Final = 120

TITLE, BEGINNING = "title", "beginning"

_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def name_of(language: str) -> str:
    return "English" if language == ENGLISH else LANGUAGES.get(language, language)


def direction(language: str) -> str:
    """As `dir` says it."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Passage:
    """One passage in both languages. key: the clause's number, or title or beginning, which have no heading.

    state: shipped, written, missing, or changed (the English one was, after this was written).
    """

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    said_heading: str
    said: tuple[str, ...]
    state: str

    @property
    def is_ready(self) -> bool:
        return self.state in ("shipped", "written")


Said = Mapping[str, Mapping[str, str]]
"""What was written: passage key → {"heading", "text", "of": the fingerprint of the English passage}."""


def passages(
    language: str, practice: str, answers: rules.Answers, comfort: Mapping[str, Any], said: Said
) -> list[Passage]:
    """The whole document in the order in which it prints."""
    plain = document.read(rules.plain_text(practice, answers, comfort))
    ready = _shipped(answers, comfort) if language.partition("-")[0] == "es" else {}
    sources: list[tuple[str, str, tuple[str, ...]]]
    sources = [(TITLE, "", (plain.title,)), (BEGINNING, "", (plain.beginning,))]
    sources += [(str(one.number), one.heading, one.paragraphs) for one in plain.sections]
    return [_passage(key, heading, texts, said.get(key), ready.get(key)) for key, heading, texts in sources]


def _passage(
    key: str,
    heading: str,
    paragraphs: tuple[str, ...],
    written: Mapping[str, str] | None,
    shipped: tuple[str, str] | None,
) -> Passage:
    if written and written.get("text"):
        state = "written" if written["of"] == fingerprint(heading, *paragraphs) else "changed"
        return Passage(key, heading, paragraphs, written.get("heading", ""), _lines(written["text"]), state)
    if shipped:
        return Passage(key, heading, paragraphs, shipped[0], _lines(shipped[1]), "shipped")
    return Passage(key, heading, paragraphs, "", (), "missing")


def _shipped(answers: rules.Answers, comfort: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What stands ready in Spanish: every passage that is nobody's own words and quotes nobody's own phrase."""
    small = rules.small_world(comfort)
    ready = {TITLE: ("", spanish.TITLE), BEGINNING: ("", spanish.SMALL_BEGINNING if small else spanish.BEGINNING)}
    quoted = _phrases(rules.phrases(answers))
    for number, one in spanish.TEXTS.items():
        answer = answers.get(str(number), {})
        if str(answer.get("own_words") or "").strip():
            continue
        clause = rules.clause(str(number))
        assert clause is not None  # a test compares the two tables
        text = one.printed(str(answer.get("option") or clause.default.key), small_world=small)
        for name, phrase in quoted.items():
            text = text.replace(f"{{{name}}}", phrase)
        if "{" not in text:
            ready[str(number)] = (one.heading, text)
    return ready


def _phrases(given: rules.Phrases) -> dict[str, str]:
    """The therapist's phrases in Spanish, as far as they chose ready ones."""
    found = {}
    for name, starters in STARTER_PHRASES.items():
        chosen = getattr(given, name)
        if chosen in starters:
            found[name] = spanish.PHRASES[name][starters.index(chosen)]
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in (one.strip() for one in text.splitlines()) if line)


def tidy(text: str) -> str:
    """As it is kept: without control signs and without signs that turn the direction of what stands around them."""
    return "\n".join(_lines(_UNSEEN.sub("", text)))


def is_ready(some: Sequence[Passage]) -> bool:
    return all(one.is_ready for one in some)


def text(practice: str, some: Sequence[Passage]) -> str:
    """The exact text, in the shape of the English one; to be asked for when every passage is ready."""
    by_key = {one.key: one for one in some}
    name = " ".join(practice.split())
    parts = [f"{' '.join(by_key[TITLE].said)}\n{name}", " ".join(by_key[BEGINNING].said)]
    parts += ["\n".join([one.said_heading, *one.said]) for one in some if one.heading]
    return "\n\n".join(parts) + "\n"


def fingerprint(*texts: str) -> str:
    """SHA-256 over both sides, each text on its own."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
