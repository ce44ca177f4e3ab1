"""Files from outside become plain pictures of pages; each one that cannot is answered in a sentence."""

import io
import os
import struct
import zlib

import pikepdf
import pillow_heif
import pytest
import segno
from PIL import Image, ImageDraw

from waveback.ground import scans

PLACE = "GPS 43.1 N"


def page(size=(1240, 1754), colour="white", words="I agree"):
    made = Image.new("RGB", size, colour)
    ImageDraw.Draw(made).text((100, 100), words, fill="black")
    return made


def saved(picture, kind, **options):
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def pdf(*pages, **saving):
    made = pikepdf.open(io.BytesIO(saved(pages[0] if pages else page(), "PDF")))
    for more in pages[1:]:
        made.pages.extend(pikepdf.open(io.BytesIO(saved(more, "PDF"))).pages)
    kept = io.BytesIO()
    made.save(kept, **saving)
    return kept.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def refused(*files):
    with pytest.raises(scans.Refused) as told:
        scans.clean(files)
    return str(told.value)


def exif():
    told = Image.Exif()
    told[0x010E], told[0x0112] = PLACE, 6  # a description; turned by a quarter
    return told


def heic(picture):
    kept = io.BytesIO()
    pillow_heif.from_pillow(picture).save(kept, format="HEIF")
    return kept.getvalue()


@pytest.mark.parametrize("make", [lambda p: saved(p, "JPEG"), lambda p: saved(p, "PNG"), heic, lambda p: pdf(p)])
def test_each_kind_becomes_a_page(make):
    [made] = scans.clean([make(page())]).pages
    assert opened(made).format == "JPEG"
    assert max(opened(made).size) >= 1700


def test_what_was_hidden_in_a_picture_is_gone_and_that_is_said():
    cleaned = scans.clean([saved(page(), "JPEG", exif=exif(), comment=PLACE.encode())])
    [made] = cleaned.pages
    assert PLACE.encode() not in made
    assert not opened(made).getexif()
    assert cleaned.told == (
        "What the picture carried beside what it shows, such as place, time and camera, was left out.",
    )


def test_a_picture_lies_as_the_camera_meant_it():
    [made] = scans.clean([saved(page((1754, 1240)), "JPEG", exif=exif())]).pages
    assert opened(made).height > opened(made).width


def test_a_transparent_picture_lies_on_white():
    [made] = scans.clean([saved(Image.new("RGBA", (400, 400), (0, 0, 0, 0)), "PNG")]).pages
    assert opened(made).convert("L").getpixel((200, 200)) > 250


def test_pages_of_several_files_keep_their_order():
    cleaned = scans.clean([pdf(page(colour="red"), page(colour="green")), saved(page(colour="blue"), "PNG")])
    middle = [opened(one).convert("RGB").getpixel((600, 900)) for one in cleaned.pages]
    assert [max(range(3), key=lambda n: pixel[n]) for pixel in middle] == [0, 1, 2]


def test_a_code_on_the_page_is_read():
    code = io.BytesIO()
    segno.make("7K3M-92XQ-4").save(code, kind="png", scale=8)
    paper = page()
    paper.paste(opened(code.getvalue()).convert("RGB"), (800, 100))
    assert scans.clean([saved(paper.rotate(3, fillcolor="white"), "JPEG", quality=60)]).codes == ("7K3M-92XQ-4",)


def test_scripts_and_files_in_a_pdf_are_left_out_and_that_is_said():
    made = pikepdf.open(io.BytesIO(pdf()))
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(
            Names=["a", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('zebrafinch')")]
        )
    )
    kept = io.BytesIO()
    made.save(kept)

    cleaned = scans.clean([kept.getvalue()])

    assert cleaned.told == ("The PDF held scripts or other files. They were left out; the pages are as they look.",)
    assert b"zebrafinch" not in cleaned.pages[0]


@pytest.mark.parametrize("does", ["JavaScript", "Launch", "SubmitForm"])
def test_what_a_pdf_does_when_it_is_opened_is_left_out_and_that_is_said(does):
    made = pikepdf.open(io.BytesIO(pdf()))
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/" + does), JS="app.alert('x')", F="/bin/sh")
    kept = io.BytesIO()
    made.save(kept)

    assert scans.clean([kept.getvalue()]).told == (
        "The PDF held scripts or other files. They were left out; the pages are as they look.",
    )


def test_of_a_pdf_that_does_nothing_nothing_is_said():
    assert scans.clean([pdf()]).told == ()


def test_a_page_that_is_another_kind_too_is_a_page_alone():
    both = pdf() + b"<html><script>alert(1)</script></html>"
    assert b"script" not in scans.clean([both]).pages[0]


def test_fifty_megapixels_are_made_smaller():
    [made] = scans.clean([saved(Image.new("RGB", (8000, 6250), "grey"), "JPEG")]).pages
    assert max(opened(made).size) == 2400


def bomb():
    """A PNG of a few hundred kilobytes that says it is 50,000 pixels wide and high."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9) * 50
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def endless():
    """A PDF of a few hundred bytes whose page draws itself, twice, within itself."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    drawn = made.make_indirect(pikepdf.Stream(made, b"/F Do /F Do"))
    drawn.Type, drawn.Subtype, drawn.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 595, 842]
    drawn.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=drawn))
    made.pages[0].Resources, made.pages[0].Contents = drawn.Resources, pikepdf.Stream(made, b"/F Do")
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def locked():
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


REFUSED = {
    "nothing": (b"", "This file is empty."),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "not a scan"),
    "a drawing with a declaration": (b'<?xml version="1.0"?><svg/>', "not a scan"),
    "a web page": (b"<!doctype html><p>hello", "not a scan"),
    "an archive": (b"PK\x03\x04" + bytes(100), "Save it as a PDF"),
    "an animation": (b"GIF89a" + bytes(100), "JPEG, PNG or PDF"),
    "a fax": (b"II*\0" + bytes(100), "JPEG, PNG or PDF"),
    "noise": (os.urandom(2000).replace(b"<", b"."), "cannot be read"),
    "a bomb": (bomb(), "megapixels"),
    "a locked PDF": (locked(), "password"),
    "a broken PDF": (b"%PDF-1.7\n" + bytes(200), "cannot be read"),
    "a PDF that draws itself": (endless(), "cannot be read"),
    "half a picture": (saved(page(), "JPEG")[:3000], "not whole"),
    "a stamp": (saved(page((60, 60)), "PNG"), "too small"),
    "too large": (b"%PDF-" + bytes(21 * 1024 * 1024), "larger than 20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_answered_in_a_sentence(name):
    content, words = REFUSED[name]
    assert words in refused(content)


def test_the_file_that_cannot_be_taken_is_named_by_its_number():
    with pytest.raises(scans.Refused) as told:
        scans.clean([saved(page(), "PNG"), b"PK\x03\x04"])
    assert told.value.file == 2


def test_too_many_pages_or_files():
    assert "more than 20 pages" in refused(pdf(*[page((300, 300))] * 21))
    assert "more than 20 pages" in refused(pdf(*[page((300, 300))] * 15), pdf(*[page((300, 300))] * 6))
    assert "at most 20 files" in refused(*[b"x"] * 21)
    assert "Choose the scan" in refused()


def test_what_takes_too_long_is_ended():
    with pytest.raises(scans.Refused, match="too long"):
        scans.clean([saved(page(), "PNG")], seconds=0.01)


def test_a_huge_page_is_drawn_no_larger_than_paper():
    made = pikepdf.open(io.BytesIO(pdf()))
    made.pages[0].MediaBox = [0, 0, 14_400, 14_400]
    kept = io.BytesIO()
    made.save(kept)
    assert max(opened(scans.clean([kept.getvalue()]).pages[0]).size) <= 2400
