"""What comes in may be anything; what goes out is a small PNG without a word about its maker."""

import io
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from vlaggenlijn.common.pictures import MESSAGES, MOST_BYTES, UnusablePicture, small_png

RED, BLUE = (200, 30, 30), (30, 30, 200)
ROOT = Path(__file__).resolve().parents[2]
PNG_START = b"\x89PNG\r\n\x1a\n"


def a_picture(
    kind: str = "PNG", size: tuple[int, int] = (60, 30), mode: str = "RGB", **options: Any
) -> bytes:
    """The bytes of a picture: its left half red, its right half blue."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    result = io.BytesIO()
    picture.convert(mode).save(result, kind, **options)
    return result.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def a_png_that_says(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes with a header of any size, and hardly a pixel behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000))
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return PNG_START + chunks


def chunk_names(png: bytes) -> list[bytes]:
    names, place = [], len(PNG_START)
    while place < len(png):
        names.append(png[place + 4 : place + 8])
        place += 12 + int(struct.unpack(">I", png[place : place + 4])[0])
    return names


def opened(png: bytes) -> Image.Image:
    assert png.startswith(PNG_START)
    with Image.open(io.BytesIO(png)) as picture:
        picture.load()
    return picture


def refusal(data: bytes) -> str:
    with pytest.raises(UnusablePicture) as caught:
        small_png(data)
    assert str(caught.value) == MESSAGES[caught.value.code]
    return caught.value.code


def is_near(pixel: Any, colour: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "LA"])
def test_png_of_every_mode_is_taken(mode: str) -> None:
    assert opened(small_png(a_picture(mode=mode))).size == (60, 30)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("WEBP", "RGB")],
)
def test_colours_stay(kind: str, mode: str) -> None:
    picture = opened(small_png(a_picture(kind, size=(1200, 400), mode=mode)))
    assert picture.size == (480, 160)
    assert is_near(picture.getpixel((100, 80)), (*RED, 255))
    assert is_near(picture.getpixel((380, 80)), (*BLUE, 255))


def test_sixteen_bits_of_grey_stay_grey() -> None:
    grey = Image.new("I;16", (20, 20), 0x8000)
    file = io.BytesIO()
    grey.save(file, "PNG")
    assert opened(small_png(file.getvalue())).getpixel((5, 5)) == (128, 128, 128, 255)


def test_transparency_stays_and_bleeds_no_colour() -> None:
    picture = Image.new("RGBA", (2000, 2000), (0, 255, 0, 0))
    picture.paste((*RED, 255), (0, 0, 1001, 2000))
    file = io.BytesIO()
    picture.save(file, "PNG")
    result = opened(small_png(file.getvalue()))
    assert result.size == (160, 160)
    assert result.getpixel((150, 80))[3] == 0  # type: ignore[index]
    green = [pixel[1] for pixel in (result.getpixel((x, 80)) for x in range(160)) if pixel[3] > 9]  # type: ignore[index]
    assert max(green) < 60


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((60, 30), (60, 30)),
        ((480, 160), (480, 160)),
        ((481, 160), (480, 160)),
        ((4000, 1000), (480, 120)),
        ((1000, 4000), (40, 160)),
        ((3001, 2999), (160, 160)),
        ((20_000, 3), (480, 1)),
        ((1, 20_000), (1, 160)),
    ],
)
def test_size_fits_the_box_and_is_never_larger(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert opened(small_png(a_picture(size=size))).size == expected


def test_size_follows_the_box_that_is_asked() -> None:
    png = small_png(a_picture(size=(500, 500)), most_width=100, most_height=50)
    assert opened(png).size == (50, 50)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_metadata_is_gone(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of the camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 3.0, 15.0), 3: "E", 4: (3.0, 43.0, 30.0)})
    data = a_picture(kind, exif=exif, icc_profile=b"a profile of colours", dpi=(72, 72))
    assert b"Maker of the camera" in data
    result = small_png(data)
    assert set(chunk_names(result)) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"Maker" not in result
    assert opened(result).info == {}


def test_texts_in_a_png_are_gone() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "somebody")
    info.add_itxt("XML:com.adobe.xmp", "<x>somewhere</x>", zip=True)
    data = a_picture(pnginfo=info)
    assert b"somebody" in data
    assert set(chunk_names(small_png(data))) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_orientation_is_applied(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # what is on the left goes to the top
    result = opened(small_png(a_picture(kind, size=(1200, 400), exif=exif)))
    assert result.size == (53, 160)
    assert is_near(result.getpixel((25, 20)), RED)
    assert is_near(result.getpixel((25, 140)), BLUE)


@pytest.mark.parametrize(
    "make",
    [
        lambda: a_png_that_says(9_000, 9_000),
        lambda: a_png_that_says(5_001, 5_000),
        lambda: a_png_that_says(2**31 - 1, 2**31 - 1),
        lambda: a_picture("WEBP", size=(2_501, 2_500)),
        lambda: a_picture("JPEG", size=(5_001, 5_000), mode="L"),
        lambda: a_picture("JPEG", size=(4_000, 4_000)),
        lambda: b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x10" + bytes(3) + b"\xff\x3f\0" * 2 + bytes(8),
    ],
    ids=["png", "just-over", "endless", "webp", "jpeg-grey", "jpeg", "webp-endless"],
)
def test_too_many_pixels_are_refused_before_decoding(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(*_: Any) -> None:
        raise AssertionError("a picture of this size may not be decoded")

    data = make()
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    assert refusal(data) == "too_many_pixels"


def test_photograph_of_a_telephone_is_taken() -> None:
    data = a_picture("JPEG", size=(4080, 3072), progressive=True)
    assert opened(small_png(data)).size == (212, 160)


def test_moving_pictures_are_refused() -> None:
    more = {"save_all": True, "append_images": [Image.new("RGB", (60, 30), BLUE)]}
    assert refusal(a_picture("PNG", **more)) == "moving"
    assert refusal(a_picture("WEBP", **more)) == "moving"


def test_jpeg_of_several_pictures_gives_the_first() -> None:
    data = a_picture("MPO", save_all=True, append_images=[Image.new("RGB", (60, 30), BLUE)])
    assert is_near(opened(small_png(data)).getpixel((5, 5)), RED)


@pytest.mark.parametrize(
    "data",
    [
        a_picture("GIF"),
        a_picture("BMP"),
        a_picture("TIFF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><title>logo.png</title>",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"%PDF-1.7",
        b"P6 1 1 255 abc",
        b" " + a_picture(),
    ],
)
def test_other_kinds_are_refused(data: bytes) -> None:
    assert refusal(data) == "wrong_kind"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_truncated_file_is_refused(kind: str) -> None:
    data = a_picture(kind, size=(300, 200))
    for share in (0.2, 0.5, 0.9):
        assert refusal(data[: int(len(data) * share)]) == "broken"


def test_truncated_file_is_refused_after_another_library_allowed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = a_picture(size=(300, 200))
    assert refusal(data[: len(data) // 2]) == "broken"


def test_png_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(a_picture())
    data[data.index(b"IDAT") + 6] ^= 0xFF
    assert refusal(bytes(data)) == "broken"


def test_jpeg_of_a_thousand_passes_is_refused() -> None:
    data = a_picture("JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    assert refusal(data[:start] + data[start:-2] * 100 + data[-2:]) == "broken"


def test_packed_text_that_unpacks_without_end_is_refused() -> None:
    one = PngImagePlugin.PngInfo()
    one.add_text("Comment", "a" * 2_000_000, zip=True)
    assert refusal(a_picture(pnginfo=one)) == "broken"
    many = PngImagePlugin.PngInfo()
    for number in range(20):
        many.add_itxt(f"Comment{number}", "\N{GRINNING FACE}" * 100_000, zip=True)
    assert refusal(a_picture(pnginfo=many)) == "broken"


def test_long_text_that_is_not_packed_is_taken() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a" * 500_000)
    assert opened(small_png(a_picture(pnginfo=info))).info == {}


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(b"") == "empty"
    assert refusal(a_picture() + bytes(MOST_BYTES)) == "too_large"


def test_messages_say_what_to_do() -> None:
    assert [one for one in MESSAGES.values() if not re.search(r"(choose|Choose)", one)] == []


@given(st.binary(max_size=400))
def test_random_bytes_raise_only_our_error(data: bytes) -> None:
    with pytest.raises(UnusablePicture):
        small_png(data)


@pytest.mark.filterwarnings("ignore")
@settings(deadline=None, max_examples=150)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "WEBP"]),
    place=st.integers(min_value=0),
    new=st.binary(max_size=12),
)
def test_damaged_pictures_give_a_picture_or_our_error(kind: str, place: int, new: bytes) -> None:
    data = a_picture(kind, size=(20, 10))
    place %= len(data)
    try:
        result = small_png(data[:place] + new + data[place + len(new) :])
    except UnusablePicture:
        return
    assert set(chunk_names(result)) == {b"IHDR", b"IDAT", b"IEND"}


MEASURED = """
import re, sys
from pathlib import Path
from vlaggenlijn.common.pictures import small_png

def most():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

data = sys.stdin.buffer.read()
before = most()
small_png(data)
print(most() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux keeps of a process")
@pytest.mark.parametrize(
    ("kind", "side", "options"),
    [
        ("PNG", 5_000, {"mode": "RGBA"}),
        ("JPEG", 3_700, {"progressive": True, "subsampling": 0}),
        ("JPEG", 3_300, {"progressive": True, "mode": "CMYK"}),
        ("WEBP", 2_500, {"lossless": True}),
    ],
)
def test_largest_pictures_take_little_memory(kind: str, side: int, options: dict[str, Any]) -> None:
    data = a_picture(kind, (side, side), **options)
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED], input=data, capture_output=True, check=True, cwd=ROOT
    )
    # A process of the site takes some 75 MB by itself; together they stay below 200 MB.
    assert 50 < int(ran.stdout) / 1024 < 120
