"""Draw the app's icons anew from the mark: the PNG files that a home screen wants."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "src" / "waveback" / "phone" / "static" / "phone"
MARK = (
    '<path d="M3 11.5c3.3-5.2 6.9-5.2 10 0s6.7 5.2 10 0"/>'
    '<path d="M14.5 23c2.4-3.7 5-3.7 7.25 0s4.85 3.7 7.25 0" opacity=".7"/>'
)
# name → (pixels, share of the width that the mark takes, radius of the corners in shares of the width)
ICONS = {
    "icon-192": (192, 0.62, 0.22),
    "icon-512": (512, 0.62, 0.22),
    "icon-180": (180, 0.6, 0),  # iOS cuts the corners itself
    "icon-maskable-512": (512, 0.5, 0),  # all of it within the circle that every mask leaves
}


def drawing(pixels: int, share: float, radius: float) -> str:
    size, round_ = 32 / share, 32 / share * radius
    edge = (size - 32) / 2
    box = f'viewBox="{-edge} {-edge} {size} {size}" width="{pixels}" height="{pixels}"'
    ground = f'<rect x="{-edge}" y="{-edge}" width="{size}" height="{size}" rx="{round_}" fill="#0a5569"/>'
    stroke = 'fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"'
    mark = f'<g transform="translate(0 -.5)" {stroke}>{MARK}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{ground}{mark}</svg>'


def main() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        page = browser.new_page()
        for name, (pixels, share, radius) in ICONS.items():
            page.set_viewport_size({"width": pixels, "height": pixels})
            page.set_content(f'<body style="margin:0;line-height:0">{drawing(pixels, share, radius)}')
            path = STATIC / f"{name}.png"
            page.screenshot(path=path, omit_background=True)
            colours = Image.open(path).quantize(32) if radius == 0 else Image.open(path)
            colours.save(path, optimize=True)
            print(path.name, path.stat().st_size, "bytes")
        browser.close()


if __name__ == "__main__":
    main()
