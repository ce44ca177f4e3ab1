"""The child that opens files from outside: it reads them on its standard input, and answers on its standard output.

What a file is shows in its bytes, never in its name. Every limit is tested before anything is unpacked.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any, Final

from waveback.ground.print.child import enclose
from waveback.ground.scans import LENGTH, PAGES_AT_MOST, UNREADABLE

MEMORY_AT_MOST: Final = 1536 << 20
PIXELS_AT_MOST: Final = 60_000_000
LONG_SIDE: Final = 2400
"""Pixels. A page of A4 then has 200 in an inch: small print can be read."""
SHORTEST: Final = 200
QUALITY: Final = 82
POINTS_IN_AN_INCH: Final = 72

# Names long enough that no page's compressed bytes hold one by chance.
ACTS: Final = re.compile(rb"/(JavaScript|Launch|SubmitForm|ImportData|RichMedia|EmbeddedFile)\b")
HIDDEN: Final = "What the picture carried beside what it shows, such as place, time and camera, was left out."
ACTIVE: Final = "The PDF held scripts or other files. They were left out; the pages are as they look."


class Refused(Exception):
    """In one sentence."""


def serve() -> None:
    enclose()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    number, pages, codes = 0, list[bytes](), list[str]()
    told = dict[str, None]()
    try:
        for content in _files():
            number += 1
            for picture in _pictures(content, told):
                if len(pages) == PAGES_AT_MOST:
                    raise Refused(f"These are more than {PAGES_AT_MOST} pages. Add only what was filled in and signed.")
                codes += _codes(picture)
                pages.append(_jpeg(picture))
    except Refused as problem:
        return _answer({"refused": str(problem), "file": number})
    except Exception:  # noqa: BLE001 - whatever a hostile file brings about, it is a file that cannot be read
        return _answer({"refused": UNREADABLE, "file": number})
    return _answer({"pages": len(pages), "told": list(told), "codes": codes}, pages)


def _files() -> Iterator[bytes]:
    while head := sys.stdin.buffer.read(LENGTH.size):
        yield sys.stdin.buffer.read(LENGTH.unpack(head)[0])


def _answer(said: dict[str, Any], pages: list[bytes] | None = None) -> None:
    for part in (json.dumps(said).encode(), *(pages or ())):
        sys.stdout.buffer.write(LENGTH.pack(len(part)) + part)
    sys.stdout.buffer.flush()


def _pictures(content: bytes, told: dict[str, None]) -> Iterator[Any]:
    """The pages of one file, as pictures. told: takes what was left out, once each."""
    if content.startswith(b"%PDF-"):
        return _of_pdf(content, told)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _is_heic(content):
        return iter([_of_picture(content, told)])
    raise Refused(_other(content))


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def _other(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")) or b"<svg" in start:
        return "This is a drawing or a web page, not a scan. Photograph the page, or save it as a PDF."
    if start.startswith(b"pk\x03\x04"):
        return "This is an archive or an office document. Save it as a PDF, and add that."
    if start.startswith((b"gif8", b"riff", b"bm", b"ii*\0", b"mm\0*")):
        return "Pictures of this kind are not taken. Save it as JPEG, PNG or PDF, and add that."
    return UNREADABLE


def _of_picture(content: bytes, told: dict[str, None]) -> Any:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST
    if _is_heic(content):
        import pillow_heif

        pillow_heif.register_heif_opener()
    try:
        picture = Image.open(io.BytesIO(content), formats=("HEIF",) if _is_heic(content) else ("JPEG", "PNG"))
    except Image.DecompressionBombError:
        raise Refused(_too_many_pixels()) from None
    if picture.width * picture.height > PIXELS_AT_MOST:
        raise Refused(_too_many_pixels())
    if max(picture.size) < SHORTEST:
        raise Refused("This picture is too small to be read. Photograph the page from nearer.")
    if picture.getexif() or {"xmp", "icc_profile", "comment"} & {str(name).lower() for name in picture.info}:
        told[HIDDEN] = None
    picture.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is unpacked no larger than needed
    try:
        picture.load()
    except OSError:
        raise Refused("This picture is not whole. Take or send it once more.") from None
    return _fitted(ImageOps.exif_transpose(picture))


def _too_many_pixels() -> str:
    return (
        f"This picture has more than {PIXELS_AT_MOST // 1_000_000} megapixels. Take it with the camera's usual setting."
    )


def _fitted(picture: Any) -> Any:
    """On white paper, no larger than needed."""
    from PIL import Image

    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return picture.convert("L" if picture.mode in ("1", "L", "I;16") else "RGB")


def _of_pdf(content: bytes, told: dict[str, None]) -> Iterator[Any]:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise Refused("This PDF is locked with a password. Save it without one, and add it again.") from None
        raise Refused(UNREADABLE) from None
    if not len(document):
        raise Refused("This PDF has no pages. Scan or photograph the page once more.")
    if len(document) > PAGES_AT_MOST:
        raise Refused(f"This PDF has more than {PAGES_AT_MOST} pages. Add only what was filled in and signed.")
    if _is_active(content, document):
        told[ACTIVE] = None
    for page in document:
        long_side = max(page.get_size())
        if not 0 < long_side < 100_000:
            raise Refused(UNREADABLE)
        scale = min(200 / POINTS_IN_AN_INCH, LONG_SIDE / long_side)
        yield _fitted(page.render(scale=scale, may_draw_forms=True).to_pil())


def _is_active(content: bytes, document: Any) -> bool:
    """Whether it acts, as far as it shows. What hides better is left out all the same: only pictures are kept."""
    from pypdfium2 import raw

    listed = raw.FPDFDoc_GetJavaScriptActionCount(document) + raw.FPDFDoc_GetAttachmentCount(document)
    return listed > 0 or ACTS.search(content) is not None


def _jpeg(picture: Any) -> bytes:
    """Drawn anew: nothing but the picture is written."""
    from PIL import Image

    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def _codes(picture: Any) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [one.text for one in found if 0 < len(one.text) <= 64]
