"""Take a picture of every page there is, in an invented practice, and lay each beside its mock-up.

python tools/pictures.py FOLDER [--shots FOLDER_OF_MOCK_UPS] [--only WORD …] [--readme-too | --readme-only]

FOLDER/pages holds each picture, FOLDER/sheets one sheet for each page: a phone in light, dark, discreet and forced
colours, a desk in light and dark, the page on paper, and the mock-up's own pictures. The README's few pictures, in
docs/pictures, are taken anew from a demonstration in which nothing was done. Nothing else of it is to be committed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, sync_playwright

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from tests.installations import Places, serving  # noqa: E402  # the path comes first
from tests.scenarios import every_page  # noqa: E402
from tests.scenarios.conftest import CHROMIUM, FLAGS  # noqa: E402
from tests.scenarios.every_page import Practice, Shown  # noqa: E402

PHONE, DESK, PAPER = (390, 844), (1280, 900), (794, 1123)
TALLEST = 6000
README = HOME / "docs" / "pictures"
HEAVIEST = 150_000
"""In bytes: what a picture of the README may weigh."""

# name: who looks, the size of the window, and what the browser is asked for.
MODES = {
    "phone": ("plain", PHONE, {"color_scheme": "light"}),
    "phone-dark": ("plain", PHONE, {"color_scheme": "dark"}),
    "phone-forced": ("plain", PHONE, {"color_scheme": "light", "forced_colors": "active"}),
    "phone-discreet": ("discreet", PHONE, {"color_scheme": "light"}),
    "desk": ("plain", DESK, {"color_scheme": "light"}),
    "desk-dark": ("plain", DESK, {"color_scheme": "dark"}),
    "paper": ("plain", PAPER, {"color_scheme": "light", "media": "print"}),
}
AS_EVER = {"media": "screen", "forced_colors": "none"}

# A page's mock-ups, by how their pictures begin.
MOCK_UPS = {
    "desk:today": "01-today",
    "document:capture": "02-capture",
    "desk:client": "03-client",
    "document:note": "04-run-in",
    "document:print": "04-run-in",
    "policy:clause": "05-policy",
    "policy:print": "05-policy",
    "desk:publish": "05-policy-publish",
    "discussion:part": "06-talk-through",
    "discussion:record": "06-talk-through-readback",
    "boundaries:card": "07-pocket-card",
    "desk:card": "07-pocket-card",
    "revisit:revisit": "08-revisit",
    "account_login": "11-sign-in",
    "lock": "12-lock",
}
DEVICES = ("phone", "tablet", "desktop", "print")
ROWS = (("phone", "phone-dark", "phone-discreet", "phone-forced"), ("desk", "desk-dark", "paper"))
WIDTHS = {"phone": 390, "desk": 640, "paper": 480, "desktop": 640, "tablet": 480, "print": 480}


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if not asked.readme_only:
            _every_page(browser, asked.folder, asked.shots, asked.only)
        if asked.readme_only or asked.readme_too:
            _for_the_readme(browser)
        browser.close()
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--shots", type=Path, help="where the mock-ups' pictures lie")
    parser.add_argument("--only", nargs="*", default=[], help="only pages whose name holds one of these")
    parser.add_argument("--readme-too", action="store_true", help="take the README's pictures, too")
    parser.add_argument("--readme-only", action="store_true", help="take only the README's pictures")
    return parser.parse_args(arguments)


def _every_page(browser: Browser, folder: Path, shots: Path | None, only: Sequence[str]) -> None:
    pages, sheets = folder / "pages", folder / "sheets"
    for one in (pages, sheets):
        one.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, every_page.demonstration(Path(place)) as practice:
        camera = Camera(browser, practice)
        for shown in every_page.walk(practice):
            if only and not any(word in shown.name for word in only):
                continue
            taken = camera.take(shown, pages)
            _sheet(shown.name, taken, _mock_ups(shown.name, shots)).save(sheets / f"{_file(shown.name)}.png")
            print(shown.name, flush=True)


def _file(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name).replace("--", "-")


class Camera:
    """Opens a page in one browser for each who looks, and takes its picture in every mode."""

    def __init__(self, browser: Browser, practice: Practice) -> None:
        self.browser, self.practice = browser, practice
        self.windows: dict[str, Page] = {}

    def take(self, shown: Shown, folder: Path) -> dict[str, Path]:
        taken = {}
        for mode, (wording, (width, height), media) in MODES.items():
            page = self._window(wording if shown.who == "in" else shown.who)
            page.emulate_media(**AS_EVER)
            page.set_viewport_size({"width": width, "height": height})
            page.goto(self.practice.url + shown.path, wait_until="load")
            if shown.is_print and mode == "paper":
                every_page.press_on(page)
            page.emulate_media(**media)
            taken[mode] = folder / f"{_file(shown.name)}-{mode}.png"
            # As tall as the page, so that what sticks to the foot of a window stands at the foot of the picture.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, tall)})
            page.screenshot(path=taken[mode])
        return taken

    def _window(self, who: str) -> Page:
        if who not in self.windows:
            self.windows[who] = self.practice.context(self.browser, who).new_page()
        return self.windows[who]


def _mock_ups(name: str, shots: Path | None) -> dict[str, Path]:
    if shots is None or name not in MOCK_UPS:
        return {}
    found = {device: shots / f"{MOCK_UPS[name]}-{device}.png" for device in DEVICES}
    return {device: path for device, path in found.items() if path.exists()}


def _sheet(name: str, taken: dict[str, Path], mock_ups: dict[str, Path]) -> Image.Image:
    rows = [[(mode, taken[mode]) for mode in row] for row in ROWS]
    rows.append([(f"{device}, mock-up", path) for device, path in mock_ups.items()])
    drawn = [_row([(f"{name} · {mode}", _scaled(path, mode)) for mode, path in row]) for row in rows if row]
    sheet = Image.new("RGB", (max(one.width for one in drawn), sum(one.height for one in drawn)), "#8a8a8a")
    top = 0
    for one in drawn:
        sheet.paste(one, (0, top))
        top += one.height
    return sheet


def _scaled(path: Path, mode: str) -> Image.Image:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    width = next(wide for start, wide in WIDTHS.items() if mode.startswith(start))
    scale = width / picture.width
    return picture.resize((width, round(picture.height * scale))).crop(
        (0, 0, width, min(TALLEST, round(picture.height * scale)))
    )


def _row(pictures: list[tuple[str, Image.Image]]) -> Image.Image:
    gap, head = 16, 28
    wide = sum(one.width + gap for _, one in pictures) + gap
    row = Image.new("RGB", (wide, max(one.height for _, one in pictures) + head + gap), "#8a8a8a")
    pen, left = ImageDraw.Draw(row), gap
    for label, one in pictures:
        pen.text((left, 6), label, fill="white", font=ImageFont.load_default(14))
        row.paste(one, (left, head))
        left += one.width + gap
    return row


@contextmanager
def _untouched() -> Iterator[tuple[str, str]]:
    """A demonstration in which nothing was done: its address and its password."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        try:
            place = places.empty("untouched")
            filled = place.run("demo")
            if filled.returncode:
                raise SystemExit(filled.stdout + filled.stderr)
            with serving(place) as (port, _):
                yield f"http://localhost:{port}", filled.stdout.split()[-1]
        finally:
            places.clear()


def _for_the_readme(browser: Browser) -> None:
    with _untouched() as (url, password):
        desk = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-US")
        page = desk.new_page()
        page.goto(url + "/sign-in/")
        page.get_by_label("E-mail", exact=True).fill("ruth@example.org")
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(url + "/")
        _keep(page, "today")
        for name, path in _worth_showing(page):
            page.goto(url + path)
            _keep(page, name)


def _worth_showing(page: Page) -> Iterator[tuple[str, str]]:
    """From Today: whom to talk to, what to bring up, and the file of the client it is about."""
    address = "element => element.getAttribute('href')"
    revisit = page.locator("a[href$='/revisit/']").first.evaluate(address)
    talk = page.locator("a[href$='/talk/']").first.evaluate(address)
    yield "revisit", revisit
    yield "client", page.locator("a.crumb").first.evaluate(address)
    yield "policy", "/policy/questions/1/"
    page.goto(page.url.split("/policy/")[0] + talk)
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()
    yield "talk-through", page.url[page.url.index("/clients/") :]


def _keep(page: Page, name: str) -> None:
    path = README / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    weight = path.stat().st_size
    if weight > HEAVIEST:
        raise SystemExit(f"{path.relative_to(HOME)} weighs {weight} bytes; {HEAVIEST} are the most.")
    print(f"{path.relative_to(HOME)}: {weight} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
