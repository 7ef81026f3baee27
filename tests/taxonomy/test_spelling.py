import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy import spelling
from vlaggenlijn.taxonomy.spelling import MOST_MENDED, SPOKEN, USUAL, Spelling, sound
from vlaggenlijn.taxonomy.words import LONGEST_TEXT

COUNTS = dict.fromkeys(
    """kinderopvang schulden ziekenhuis huilen buikpijn niet dat weet ik wat doen school luier
    pamper zoeken jongen tafel gordijn verzekeringsmaatschappij en de het een""".split(),
    USUAL,
) | {"huile": 1, "tofel": 1, "schoolx": USUAL - 1}
OTHERS = {"fr": frozenset({"je", "ne", "sais", "pas", "ecole"})}
KNOWN = Spelling(COUNTS, OTHERS, frozenset({"zele", "schoten"}))


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("kinderopfang", "kinderopvang"),
        ("sgulden", "schulden"),
        ("luijer", "luijer"),
        ("goetkoop", "goedkoop"),
        ("medikatie", "medicatie"),
        ("kado", "cado"),
        ("logies", "logisch"),
        ("blij", "blei"),
        ("pauw", "pou"),
        ("bib", "bip"),
        ("huile", "huilen"),
    ],
)
def test_what_sounds_alike_is_spelled_alike(written: str, other: str) -> None:
    assert sound(written) == sound(other)


def test_what_sounds_different_is_spelled_differently() -> None:
    assert len({sound(word) for word in ("bed", "bad", "bod", "hand", "hond")}) == 5


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Kinderopfang zoeken", "kinderopvang zoeken"),
        ("ik weet nie wa doen", "ik weet niet wat doen"),
        ("mijn joengen, ie huilt", "mijn jongen, hij huilt"),
        ("ik zoeken ziekehuis", "ik zoeken ziekenhuis"),
        ("de verzekeringsmatschapij", "de verzekeringsmaatschappij"),
        # met once, perhaps misspelt: the usual word that sounds the same
        ("de huile", "de huilen"),
    ],
)
def test_spoken_and_misspelt_words_are_mended(text: str, mended: str) -> None:
    assert KNOWN.mended(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ik weet het",
        "de Schoten",  # a place, though "school" is near
        "de tofel",  # met before, and no usual word sounds the same
        "het schooltje en de tafels",  # forms of known words
        "de schoolgordijn",  # a compound of known words
        "de pampr",  # too short to guess a letter
        "de école",  # no plain letters
        "je ne sais pas sgulden",  # not Dutch
        "qwertyuiop",
        "het xyzxyzxyz",  # nothing is near
    ],
)
def test_other_words_stay_as_typed(text: str) -> None:
    assert KNOWN.mended(text) == text


def test_more_than_so_many_words_are_not_mended() -> None:
    strange = [f"sgulde{'n' * count}" for count in range(1, MOST_MENDED + 3)]
    mended = KNOWN.mended("de het een en ik " + " ".join(strange)).split()[5:]
    assert mended[0] == "schulden"
    assert mended[-1] == strange[-1]


def test_words_met_before_are_remembered_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "MOST_MET", 1)
    known = Spelling(COUNTS)
    texts = ["de sgulden", "de sgulden", "de kinderopfang"]
    assert [known.mended(text) for text in texts] == ["de schulden"] * 2 + ["de kinderopvang"]
    assert list(known._met) == ["kinderopfang"]


def test_spoken_words_are_folded_and_differ_from_what_they_mean() -> None:
    assert [word for word, meant in SPOKEN.items() if word == meant or not word.isalpha()] == []


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([*COUNTS, *SPOKEN, "sgulden"])).map(" ".join)
)
def test_any_text_is_mended_and_mending_again_changes_nothing(text: str) -> None:
    once = KNOWN.mended(text)
    assert len(once) <= 2 * LONGEST_TEXT
    assert KNOWN.mended(once) == once
