from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.blocks import Block, Piece, blocks
from vlaggenlijn.dialogue.exchange.project import Selection

TEXT = "Eerste.\n\nTweede zin.\nDerde.\n"


def chosen(part: str) -> Selection:
    start = TEXT.index(part)
    return Selection(part, start, start + len(part))


def test_every_line_with_a_word_is_a_block() -> None:
    assert blocks(TEXT, []) == [Block(line, ()) for line in ("Eerste.", "Tweede zin.", "Derde.")]


def test_a_selection_in_a_line_and_one_of_the_whole_line() -> None:
    zin, derde = chosen("zin"), chosen("Derde.\n")
    found = blocks(TEXT, [derde, zin])
    assert [block.pieces for block in found] == [
        (), (Piece(zin, 7, 10),), (Piece(derde, None, None),)
    ]  # fmt: skip


def test_lines_that_a_selection_spans_stay_together() -> None:
    long = chosen("ste.\n\nTweede")
    assert blocks(TEXT, [long])[0] == Block("Eerste.\n\nTweede zin.", (Piece(long, 3, 15),))


def test_an_empty_text_with_an_empty_selection() -> None:
    nothing = Selection("s", 0, 0)
    assert blocks("", []) == []
    assert blocks("", [nothing]) == [Block("", (Piece(nothing, None, None),))]


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple[str, list[Selection]]:
    text = draw(st.text(st.sampled_from("ab \n😀"), max_size=40))
    spots = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(spots, spots), max_size=8))
    return text, [Selection(str(at), *sorted(pair)) for at, pair in enumerate(pairs)]


@given(coded_texts())
@settings(deadline=None)
def test_nothing_is_lost_and_selections_hold_what_they_held(
    coded: tuple[str, list[Selection]],
) -> None:
    text, selections = coded
    found = blocks(text, selections)
    assert "".join("".join(block.text for block in found).split()) == "".join(text.split())
    pieces = [(piece, block.text) for block in found for piece in block.pieces]
    assert sorted(piece.selection.guid for piece, _ in pieces) == sorted(
        one.guid for one in selections
    )
    for piece, block in pieces:
        held = text[piece.selection.start : piece.selection.end]
        assert block[piece.start : piece.end].strip("\n") == held.strip("\n")
