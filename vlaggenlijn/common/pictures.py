"""Pictures that people send become small PNGs of our own; nothing else of the file is kept.

What a file is follows from its first bytes, not from its name. How large the picture is follows
from its header, before any pixel is decoded: a PNG of 9 KB with 81 million pixels takes 460 MB.
"""

import io
import re

from PIL import Image, ImageFile, ImageOps, PngImagePlugin
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import JpegImageFile
from PIL.WebPImagePlugin import WebPImageFile

gettext_noop = str  # marks a text for translation; nothing is translated here

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_MEMORY = 100_000_000  # bytes that decoding one picture may take
# A JPEG can be sent in many passes over all its pixels; at 17 ms each, a thousand block a worker.
MOST_PASSES = 100
START_OF_PASS = b"\xff\xda"
TILE = 1000  # pixels
MESSAGES: dict[str, str] = {
    "empty": gettext_noop("The file is empty. Choose another picture."),
    "too_large": gettext_noop(
        "The picture is larger than 1 MB. Make it smaller, for example 1000 pixels wide, and"
        " choose it again."
    ),
    "wrong_kind": gettext_noop(
        "This is not a PNG, JPEG or WebP picture. Save it as PNG and choose that file."
    ),
    "too_many_pixels": gettext_noop(
        "The picture has too many pixels. Make it smaller, for example 1000 pixels wide, and"
        " choose it again."
    ),
    "moving": gettext_noop(
        "The picture moves. Save one still picture as PNG and choose that file."
    ),
    "broken": gettext_noop(
        "The picture cannot be read: the file is damaged or not complete. Save it again as PNG"
        " and choose that file."
    ),
}
KINDS: dict[re.Pattern[bytes], type[ImageFile.ImageFile]] = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): PngImagePlugin.PngImageFile,
    re.compile(rb"\xff\xd8\xff"): JpegImageFile,
    re.compile(rb"RIFF....WEBP", re.DOTALL): WebPImageFile,
}
# Packed texts in a PNG of 1 MB could unpack to 256 MB. This is the only reader of PNGs we have.
PngImagePlugin.MAX_TEXT_MEMORY = MOST_BYTES


class UnusablePicture(Exception):
    """The picture is refused; ``code`` is a key of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code])
        self.code = code


def small_png(data: bytes, *, most_width: int = 480, most_height: int = 160) -> bytes:
    """Return a PNG without metadata that fits the box in pixels, or raise UnusablePicture.

    The picture is turned upright and never made larger.
    """
    # A library that draws pages switches this on for everybody; a damaged file would then pass.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    kind = _kind(data)
    try:
        picture = _small(kind(io.BytesIO(data)), most_width, most_height)
    except UnusablePicture:
        raise
    except Image.DecompressionBombError:
        raise UnusablePicture("too_many_pixels") from None
    except Exception:
        # Damaged files make the decoders raise errors of a dozen kinds.
        raise UnusablePicture("broken") from None
    result = io.BytesIO()
    picture.save(result, "PNG", optimize=True)
    return result.getvalue()


def _kind(data: bytes) -> type[ImageFile.ImageFile]:
    if not data:
        raise UnusablePicture("empty")
    if len(data) > MOST_BYTES:
        raise UnusablePicture("too_large")
    for signature, kind in KINDS.items():
        if signature.match(data):
            if kind is JpegImageFile and data.count(START_OF_PASS) > MOST_PASSES:
                raise UnusablePicture("broken")
            return kind
    raise UnusablePicture("wrong_kind")


def _small(picture: ImageFile.ImageFile, most_width: int, most_height: int) -> Image.Image:
    _refuse_by_header(picture)
    # Half of the way by whole steps, which is fast; the last half by a filter, which is sharp.
    half_way = 2 * max(most_width, most_height)
    step = max(1, max(picture.size) // half_way)
    # A JPEG can be decoded at an eighth of its size; other kinds do nothing here.
    picture.draft(None, (max(1, picture.width // step), max(1, picture.height // step)))
    step = max(1, max(picture.size) // half_way)
    small = _upright(_reduced(picture, step), picture.getexif().get(Base.Orientation, 1))
    small.thumbnail((most_width, most_height))
    return small


def _refuse_by_header(picture: ImageFile.ImageFile) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS or pixels * _bytes_per_pixel(picture) > MOST_MEMORY:
        raise UnusablePicture("too_many_pixels")
    if getattr(picture, "is_animated", False):
        raise UnusablePicture("moving")


def _bytes_per_pixel(picture: ImageFile.ImageFile) -> int:
    """What the decoder takes at most, as measured."""
    if isinstance(picture, WebPImageFile):
        return 16  # the picture, the frame before it, the answer, and our copy of that
    if isinstance(picture, JpegImageFile):
        return 2 * len(picture.getbands()) + 1  # one with passes is kept whole as coefficients
    return 4


def _reduced(picture: Image.Image, step: int) -> Image.Image:
    """Return the picture divided by a whole number, with transparency.

    It goes tile by tile: converting the whole would take its memory a second and a third time.
    """
    small = Image.new("RGBA", (-(-picture.width // step), -(-picture.height // step)))
    side = step * max(1, TILE // step)
    for top in range(0, picture.height, side):
        for left in range(0, picture.width, side):
            edges = (min(left + side, picture.width), min(top + side, picture.height))
            tile = _with_transparency(picture.crop((left, top, *edges)))
            small.paste(tile.reduce(step), (left // step, top // step))
    return small


def _with_transparency(tile: Image.Image) -> Image.Image:
    if tile.mode == "I;16":
        # Sixteen bits of grey: Pillow would cut off what is lighter than 255 instead of dividing.
        tile = tile.point(lambda grey: grey * (1 / 256) + 0).convert("L")
    return tile.convert("RGBA")


def _upright(small: Image.Image, orientation: int) -> Image.Image:
    small.getexif()[Base.Orientation] = orientation
    return ImageOps.exif_transpose(small)
