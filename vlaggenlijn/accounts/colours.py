"""A network's colour, made readable; a thinking module.

Contrast after WCAG 2.2 (relative luminance of sRGB). Text on the accent is white or near-black,
whichever is read best; the accent on the page background is darkened until it reaches 4.5 to 1.
"""

WHITE = (255, 255, 255)
BLACK = (0, 0, 0)
INK = (23, 23, 23)
PAPER_DARK = (24, 28, 27)
ENOUGH = 4.5
# Where black and white read equally well, 4.58 to 1: so one of them reads on every background.
MIDDLE = 0.179
STEPS = 40

Colour = tuple[int, int, int]


def parse(text: str) -> Colour:
    """Return the three parts of '#rrggbb'."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def write(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def readable_on(background: Colour, colour: Colour) -> Colour:
    """Return the colour, moved towards black or white until it reads on the background."""
    goal = BLACK if _luminance(background) > MIDDLE else WHITE
    steps = (_towards(colour, goal, step / STEPS) for step in range(STEPS))
    return next((moved for moved in steps if contrast(moved, background) >= ENOUGH), goal)


def _towards(colour: Colour, goal: Colour, share: float) -> Colour:
    red, green, blue = (
        round(part + (end - part) * share) for part, end in zip(colour, goal, strict=True)
    )
    return red, green, blue


def stylesheet(accent: str) -> str:
    """Return the CSS that gives a network its colour, in light and in dark."""
    chosen = parse(accent)
    light, dark = readable_on(WHITE, chosen), readable_on(PAPER_DARK, chosen)
    return (
        f":root{{--accent:{write(light)};--accent-ink:{write(_ink(light))}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{write(dark)};"
        f"--accent-ink:{write(_ink(dark))}}}}}\n"
    )


def _ink(background: Colour) -> Colour:
    return max((WHITE, INK), key=lambda ink: contrast(ink, background))
