"""tools/words.py: no telling sentence without a discreet wording, no discreet one that tells, nothing stale."""

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "words.py"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def words(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("words", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SOURCE", tmp_path / "src")
    return module


@pytest.fixture
def room(tmp_path):
    """A room with one template that says one sentence; answers a function that writes its wordings."""
    templates, locale = tmp_path / "src/room/templates/room", tmp_path / "src/room/locale/en/LC_MESSAGES"
    templates.mkdir(parents=True)
    locale.mkdir(parents=True)
    (templates / "page.html").write_text('{% load waveback %}{% word "I ran into a client" %}{% word "Not now" %}')

    def worded(discreet):
        entry = f'msgctxt "discreet"\nmsgid "I ran into a client"\nmsgstr "{discreet}"\n' if discreet else ""
        (locale / "django.po").write_text(HEAD + entry)

    return worded


def test_all_is_well(words, room, capsys):
    room("New entry")

    assert words.main([]) == 0
    assert words.main(["--check"]) == 0
    assert "1 wordings are up to date." in capsys.readouterr().out


def test_a_telling_sentence_without_a_discreet_wording_is_found(words, room, capsys):
    room(None)
    words.main([])

    assert words.main(["--check"]) == 1
    told = capsys.readouterr().out
    assert "room/page.html:1: no discreet wording for “I ran into a client”" in told
    assert "Not now" not in told


def test_a_discreet_wording_that_tells_is_found(words, room, capsys):
    room("New run-in")
    words.main([])

    assert words.main(["--check"]) == 1
    assert "“New run-in” is not discreet" in capsys.readouterr().out


def test_what_was_not_compiled_is_found(words, room, capsys):
    room("New entry")
    words.main([])
    room("Write it")

    assert words.main(["--check"]) == 1
    assert "stale" in capsys.readouterr().out


def test_the_same_words_compile_to_the_same_bytes(words, room, tmp_path):
    room("New entry")
    words.main([])
    compiled = tmp_path / "src/room/locale/en/LC_MESSAGES/django.mo"
    before = compiled.read_bytes()
    words.main([])

    assert compiled.read_bytes() == before


def test_sentences_in_code_count_too(words, room, tmp_path, capsys):
    room("New entry")
    (tmp_path / "src/room/views.py").write_text(
        'say(request, "The session is over.")\nregister({"room.x": "The client is kept.", "room.y": "Kept."})\n'
    )
    words.main([])

    assert words.main(["--check"]) == 1
    told = capsys.readouterr().out
    assert "The session is over." in told
    assert "The client is kept." in told
    assert "“Kept.”" not in told
