"""What is vendored is whole, comes from here alone, and evaluates nothing."""

import re
from pathlib import Path

import pytest

import waveback.ground.web as web

STATIC = Path(web.__file__).parent / "static" / "web"
SOURCE = Path(web.__file__).parents[2]


def test_styles_import_nothing_and_name_no_other_host():
    for sheet in STATIC.glob("*.css"):
        text = sheet.read_text()
        assert "@import" not in text, sheet
        assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.S), sheet


KEEPS = ("localStorage", "sessionStorage", "indexedDB", "document.cookie")
QUEUE = SOURCE / "phone/static/phone/queue.js"


def test_scripts_evaluate_nothing_and_store_nothing_but_what_the_phone_keeps():
    for script in SOURCE.rglob("static/**/*.js"):
        allowed = {"indexedDB"} if script == QUEUE else set()  # sealed, and listed in docs/phone.md
        if "htmx" in str(script):
            continue
        found = {word for word in (*KEEPS, "eval(", "innerHTML") if word in script.read_text()}
        assert found <= allowed, script


def test_no_template_holds_a_script_a_style_or_a_handler():
    for template in SOURCE.rglob("templates/**/*.html"):
        text = template.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), template
        assert not re.search(r"<style|\sstyle=|\son(?!e=)[a-z]+=|hx-on|javascript:|hx-vals=.?js:", text), template


def luminance(colour):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+):\s+light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (STATIC / "tokens.css").read_text()
    )
}
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in ("paper", "surface")),
    *((state, f"{state}-soft") for state in ("due", "good", "stop")),
    *((state, "paper") for state in ("due", "good", "stop")),
    ("on-accent", "accent"),
    ("accent-deep", "accent-soft"),
    ("ink", "accent-soft"),
]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(text, ground, mode):
    one, other = sorted((luminance(TOKENS[text][mode]), luminance(TOKENS[ground][mode])))

    assert (other + 0.05) / (one + 0.05) >= 4.5
