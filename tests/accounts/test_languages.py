import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.accounts.languages import (
    EXTRA_LANGUAGES,
    FOLLOWS_BROWSER,
    LANGUAGE_BORDER,
    OWN_NAMES,
    RIM,
    chosen,
    direction,
    preferred,
    regime_of,
)
from vlaggenlijn.places.register import registered

OFFERED = ("nl", "fr", "en", "tr", "ar")
HEADER = st.text() | st.text(alphabet="nlfrde-*;q=.,01 \t")


@pytest.mark.parametrize(
    ("nis", "region", "regime"),
    [
        ("44021", "flanders", "nl"),
        ("21004", "brussels", "brussel"),
        ("23101", "flanders", "rand"),
        ("45041", "flanders", "rand"),
        ("23102", "flanders", "rand"),
        ("62063", "wallonia", "nl"),
    ],
)
def test_regime_of_a_municipality(nis: str, region: str, regime: str) -> None:
    assert regime_of(nis, region) == regime


def test_municipalities_with_facilities_are_twelve_of_flanders_that_exist() -> None:
    flemish = {row.nis: row.name_nl for row in registered() if row.region == "flanders"}
    assert sorted(flemish[nis] for nis in RIM) == [
        "Drogenbos", "Kraainem", "Linkebeek", "Sint-Genesius-Rode", "Wemmel", "Wezembeek-Oppem",
    ]  # fmt: skip
    assert sorted(flemish[nis] for nis in LANGUAGE_BORDER) == [
        "Bever", "Herstappe", "Mesen", "Ronse", "Spiere-Helkijn", "Voeren",
    ]  # fmt: skip


def choice(
    *, asked: str = "", kept: str = "", browser: str = "fr-BE,fr;q=0.9,en;q=0.8", regime: str = "nl"
) -> str:
    return chosen(asked=asked, kept=kept, browser=browser, regime=regime, offered=OFFERED)


def test_dutch_municipality_opens_in_dutch_whatever_the_browser_asks() -> None:
    assert choice() == "nl"


@pytest.mark.parametrize("regime", FOLLOWS_BROWSER)
def test_browser_is_followed_where_the_law_knows_more_languages(regime: str) -> None:
    assert choice(regime=regime) == "fr"
    assert choice(regime=regime, browser="de,es;q=0.5") == "nl"
    assert choice(regime=regime, browser="de,en;q=0.5,fr;q=0.7") == "fr"
    assert choice(regime=regime, browser="") == "nl"


@pytest.mark.parametrize("regime", ["nl", "rand", "brussel"])
def test_own_choice_comes_first_and_the_newest_before_the_kept(regime: str) -> None:
    assert choice(asked="tr", kept="ar", regime=regime) == "tr"
    assert choice(kept="ar", regime=regime) == "ar"
    assert choice(asked="nl", kept="ar", regime=regime) == "nl"


def test_language_that_is_not_offered_is_no_choice() -> None:
    assert choice(asked="de", kept="ar") == "ar"
    assert choice(asked="de", kept="<script>") == "nl"
    assert choice(asked="NL-be", regime="brussel") == "fr"


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("", [""]),
        ("nl", ["nl"]),
        ("fr-BE,fr;q=0.9,en-US;q=0.8", ["fr", "fr", "en"]),
        ("en;q=0.2, tr ;q=0.9 ,nl; q=0.5", ["tr", "nl", "en"]),
        ("AR-ma", ["ar"]),
        ("nl;q=0,en", ["en"]),
        ("nl;q=1.5,en;q=0.1", ["en"]),
        ("nl;q=-1,fr;q=nan,tr;q=inf,ar;q=much,en;q=0.1", ["en"]),
        ("en,fr", ["en", "fr"]),
    ],
)
def test_preferred_reads_the_header(header: str, codes: list[str]) -> None:
    assert preferred(header) == codes


def test_preferred_reads_no_more_than_twenty() -> None:
    assert len(preferred(",".join(["nl"] * 5000))) == 20


@given(HEADER)
def test_no_header_breaks_it(header: str) -> None:
    codes = preferred(header)
    assert len(codes) <= 20
    assert all("-" not in code and code == code.lower() for code in codes)


@given(st.dictionaries(st.sampled_from(OFFERED), st.integers(1, 1000), min_size=1))
def test_preferred_follows_the_weights(weights: dict[str, int]) -> None:
    header = ", ".join(f"{code};q={weight / 1000:.3f}" for code, weight in weights.items())
    assert [weights[code] for code in preferred(header)] == sorted(weights.values(), reverse=True)


@given(st.text(), st.text(), HEADER, st.sampled_from(["nl", "rand", "brussel", "", "x"]))
def test_choice_is_always_an_offered_language(
    asked: str, kept: str, browser: str, regime: str
) -> None:
    assert choice(asked=asked, kept=kept, browser=browser, regime=regime) in OFFERED


@given(HEADER)
def test_browser_never_counts_in_a_dutch_municipality(browser: str) -> None:
    assert choice(browser=browser) == "nl"


def test_every_language_has_a_name_of_its_own_and_a_direction() -> None:
    assert len(set(OWN_NAMES.values())) == len(OWN_NAMES)
    assert set(EXTRA_LANGUAGES).isdisjoint({"nl", "fr", "en", "tr", "ar"})
    assert {code for code in OWN_NAMES if direction(code) == "rtl"} == {"ar", "fa", "ps", "ur"}
    assert direction("uk") == "ltr"
