"""Pictures for social media, drawn from the data as SVG; a thinking module.

Text is measured by who calls (``Measure``), wrapped, and made smaller until it fits; so nothing
ever runs over an edge. Every colour of text has a contrast of at least 4.5 to 1 with what it
stands on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from vlaggenlijn.accounts.colours import BLACK, INK, WHITE, contrast, parse, write

# (text, size in pixels, is_bold) -> width in pixels
Measure = Callable[[str, float, bool], float]

LEADING = 1.18
ELLIPSIS = "…"
FLAGS = ("#f4b731", "#f0826a", "#74b9d3", "#ffffff")
FLAG_WIDTH, FLAG_HEIGHT, SAG = 74, 92, 70
IMAGE_SHARE = 0.55  # of what is left between the first line and the facts


@dataclass(frozen=True, slots=True)
class Canvas:
    """A size that social media ask for, in pixels; ``edge`` stays free on every side."""

    name: str
    width: int
    height: int
    edge: int = 84


SQUARE = Canvas("1080x1080", 1080, 1080)
STORY = Canvas("1080x1920", 1080, 1920)
CANVASES = {one.name: one for one in (SQUARE, STORY)}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a picture; empty texts take no room."""

    kicker: str
    title: str
    facts: tuple[str, ...] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class ThemeImage:
    """An image as a data address, its size in pixels, its words and who made it."""

    address: str
    width: int
    height: int
    alt: str = ""
    maker: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text at one size."""

    lines: tuple[str, ...]
    size: float
    is_bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def wrapped(text: str, width: float, size: float, is_bold: bool, measure: Measure) -> list[str]:
    """Return the lines of a text that are no wider than ``width``; a long word is cut."""
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, width, size, is_bold, measure):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and measure(longer, size, is_bold) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: float, size: float, is_bold: bool, measure: Measure) -> Iterator[str]:
    while len(word) > 1 and measure(word, size, is_bold) > width:
        end = len(word) - 1
        while end > 1 and measure(word[:end], size, is_bold) > width:
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def fitted(
    text: str,
    *,
    width: float,
    height: float,
    sizes: Sequence[float],
    is_bold: bool,
    measure: Measure,
) -> Block:
    """Return a text at the largest of ``sizes`` (descending) at which it fits the box.

    What does not fit at the smallest is cut, and ends with three dots.
    """
    for size in sizes:
        lines = wrapped(text, width, size, is_bold, measure)
        if len(lines) * size * LEADING <= height:
            return Block(tuple(lines), size, is_bold)
    kept = lines[: max(1, int(height // (size * LEADING)))]
    return Block((*kept[:-1], _shortened(kept[-1], width, size, is_bold, measure)), size, is_bold)


def _shortened(line: str, width: float, size: float, is_bold: bool, measure: Measure) -> str:
    while line and measure(line + ELLIPSIS, size, is_bold) > width:
        line = line[:-1]
    return line.rstrip(" ,.;:") + ELLIPSIS


def picture(
    words: Words,
    canvas: Canvas,
    *,
    accent: str,
    family: str,
    measure: Measure,
    image: ThemeImage | None = None,
) -> str:
    """Return a picture as SVG in the colour of a network (``#rrggbb``) and letters of a family.

    The image of the theme stands between the title and the facts, whole.
    """
    back = parse(accent)
    ink = write(max((WHITE, BLACK), key=lambda colour: contrast(colour, back)))
    inside = canvas.width - 2 * canvas.edge
    # The image of the theme stands in the place of the flags.
    top = canvas.edge if image else canvas.edge + SAG + FLAG_HEIGHT + 40
    foot, kicker = _edges(words, inside, measure)
    foot_top = canvas.height - canvas.edge - foot.height
    facts = _facts(words, inside - 96, canvas.height * 0.3, measure)
    panel = sum(one.height for one in facts) + 80 if facts else 0
    panel_top = foot_top - panel - 36
    room = panel_top - top - kicker.height - 60
    shown = round(room * IMAGE_SHARE) if image else 0
    title = _title(words, inside, room - shown, measure)
    parts = [
        f'<rect width="{canvas.width}" height="{canvas.height}" fill="{write(back)}"/>',
        "" if image else bunting(canvas.width, canvas.edge // 2, string=ink),
        _text(kicker, canvas.edge, top, ink),
        _text(title, canvas.edge, top + kicker.height + 24, ink),
        *_image(image, canvas, panel_top - shown, shown - 36),
        *_panel(facts, canvas, panel_top, panel),
        _text(foot, canvas.edge, foot_top, ink),
    ]
    return _svg(canvas, words, family, parts)


def _edges(words: Words, width: float, measure: Measure) -> tuple[Block, Block]:
    """Return the last line and the first one of a picture."""
    return (
        fitted(
            words.foot, width=width, height=90, sizes=(36, 32, 28), is_bold=False, measure=measure
        ),
        fitted(
            words.kicker, width=width, height=100, sizes=(44, 38, 32), is_bold=True, measure=measure
        ),
    )


def _title(words: Words, width: float, height: float, measure: Measure) -> Block:
    sizes = range(124, 39, -6)
    return fitted(
        words.title, width=width, height=height, sizes=sizes, is_bold=True, measure=measure
    )


def _image(image: ThemeImage | None, canvas: Canvas, top: float, height: float) -> Iterator[str]:
    """Yield the image as large as its room allows, in the middle."""
    if image is None:
        return
    inside = canvas.width - 2 * canvas.edge
    scale = min(inside / image.width, height / image.height)
    width, tall = image.width * scale, image.height * scale
    yield (
        f'<image href="{image.address}" x="{(canvas.width - width) / 2:.0f}"'
        f' y="{top + (height - tall) / 2:.0f}" width="{width:.0f}" height="{tall:.0f}"/>'
    )


def _facts(words: Words, width: float, height: float, measure: Measure) -> list[Block]:
    each = height / max(1, len(words.facts))
    return [
        fitted(
            fact,
            width=width,
            height=each,
            sizes=(48, 44, 40, 36, 32),
            is_bold=place == 0,
            measure=measure,
        )
        for place, fact in enumerate(words.facts)
    ]


def _panel(facts: list[Block], canvas: Canvas, top: float, height: float) -> Iterator[str]:
    if not facts:
        return
    yield (
        f'<rect x="{canvas.edge}" y="{top:.0f}" width="{canvas.width - 2 * canvas.edge}"'
        f' height="{height:.0f}" rx="28" fill="{write(WHITE)}"/>'
    )
    at = top + 40
    for block in facts:
        yield _text(block, canvas.edge + 48, at, write(INK))
        at += block.height


def _text(block: Block, left: float, top: float, colour: str) -> str:
    weight = 700 if block.is_bold else 400
    step = block.size * LEADING
    lines = "".join(
        f'<tspan x="{left:.0f}" y="{top + block.size + place * step:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(block.lines)
    )
    return f'<text font-size="{block.size}" font-weight="{weight}" fill="{colour}">{lines}</text>'


def bunting(width: float, top: float, flags: Sequence[str] = FLAGS, string: str = "#ffffff") -> str:
    """Return the string of flags over a whole width, as a part of an SVG."""
    count = max(4, int(width // (FLAG_WIDTH * 1.35)))
    step = width / count
    drawn = [
        f'<path fill="none" stroke="{string}" stroke-width="5"'
        f' d="M0 {top:.0f}Q{width / 2:.0f} {top + 2 * SAG:.0f} {width:.0f} {top:.0f}"/>'
    ]
    for place in range(count):
        left = step * (place + 0.5) - FLAG_WIDTH / 2
        right, middle = left + FLAG_WIDTH, left + FLAG_WIDTH / 2
        y_left, y_right = _hangs(left / width, top), _hangs(right / width, top)
        tip = _hangs(middle / width, top) + FLAG_HEIGHT
        drawn.append(
            f'<path fill="{flags[place % len(flags)]}" d="M{left:.1f} {y_left:.1f}'
            f'L{right:.1f} {y_right:.1f}L{middle:.1f} {tip:.1f}z"/>'
        )
    return "".join(drawn)


def _hangs(share: float, top: float) -> float:
    """Return the height of the string at a share of its width."""
    return top + 4 * SAG * share * (1 - share)


def _svg(canvas: Canvas, words: Words, family: str, parts: Sequence[str]) -> str:
    said = ". ".join(filter(None, (words.kicker, words.title, *words.facts, words.foot)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{canvas.width}" height="{canvas.height}"'
        f' viewBox="0 0 {canvas.width} {canvas.height}" role="img" aria-label={quoteattr(said)}'
        f" font-family={quoteattr(family)}>{''.join(parts)}</svg>"
    )
