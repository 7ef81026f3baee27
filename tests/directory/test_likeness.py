import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.directory.likeness_by_hand import halves
from benchmarks.directory.likeness_world import organizations, services
from benchmarks.likeness import by_hand, quality
from vlaggenlijn.directory.likeness import Portrait, Spot, compare, likely_pairs, likest
from vlaggenlijn.directory.likeness.blocking import MOST_IN_A_BLOCK, NEIGHBOURS, candidates
from vlaggenlijn.directory.likeness.words import marks, sound, street_and_number, words_of
from vlaggenlijn.places.distance import Point

KIEM = Portrait("a", "De Kiem", spots=(Spot("Markt 1", "", "9000", "Gent", "44021"),))


def labelled_pairs() -> Any:
    path = Path(__file__).parent / "data" / "likeness_pairs.py"
    described = importlib.util.spec_from_file_location("likeness_pairs", path)
    assert described
    assert described.loader
    module = importlib.util.module_from_spec(described)
    sys.modules["likeness_pairs"] = module
    described.loader.exec_module(module)
    return module


def codes(a: Portrait, b: Portrait) -> set[str]:
    return {one.code for one in compare(a, b).reasons}


def at(street: str = "", **values: Any) -> Portrait:
    names = {"box", "postal_code", "town", "nis", "point"} & values.keys()
    spot = Spot(street, **{name: values.pop(name) for name in names})
    return Portrait("b", values.pop("name", "De Kiem"), spots=(spot,), **values)


def test_precision_and_recall_on_the_half_that_was_not_tuned_on() -> None:
    data = labelled_pairs()
    tune, report = data.halves()
    found = [[compare(one.first, one.second).is_likely for one in half] for half in (tune, report)]
    assert (len(tune), len(report)) == (90, 90)
    assert data.precision_and_recall(tune, found[0]) == (1.0, 43 / 45)
    assert data.precision_and_recall(report, found[1]) == (1.0, 42 / 45)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("CKG De Notenboom vzw", ("centrum", "kinderzorg", "gezinsondersteuning", "notenboom")),
        ("O.C.M.W. Gent", ("ocmw", "gent")),
        ("K&G Huis v/h Kind", ("kind", "gezin", "huis", "kind")),
    ],
)
def test_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("quispel", "kwispel"), ("thijs", "tys"), ("taalbosch", "taalbosg"), ("kind", "kint")],
)
def test_sounds_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Kerkstr. 12 bus 3", ("kerkstraat", "12", "3")),
        ("Kerkstraat 12A", ("kerkstraat", "12a", "")),
        ("Markt", ("markt", "", "")),
        ("Bus 4", ("bus", "4", "")),
    ],
)
def test_address_line(line: str, parts: tuple[str, str, str]) -> None:
    assert street_and_number(line) == parts


def test_marks_tell_branches_apart() -> None:
    assert marks(words_of("Spelpunt 2 Noord")) == {"2", "noord"}
    assert marks(words_of("Centrum Kiem")) == frozenset()
    assert marks(words_of("Kiem Centrum")) == {"centrum"}


def test_other_numbers_settle_it() -> None:
    same = {"name": "De Kiem", "phones": frozenset({"+3291"})}
    kbo = [Portrait(key, kbo=frozenset({key}), **same) for key in ("1", "2")]
    ovo = [Portrait(key, ovo=frozenset({key}), **same) for key in ("1", "2")]
    assert (compare(*kbo).score, codes(*kbo)) == (0, {"other_kbo"})
    assert (compare(*ovo).score, codes(*ovo)) == (0, {"other_ovo"})


def test_same_number_elsewhere_is_a_branch() -> None:
    numbers = {"kbo": frozenset({"1"}), "ovo": frozenset({"2"}), "postal_code": "9000"}
    here, there = at("Markt 1", **numbers), at("Dreef 200", **numbers)
    assert {"same_kbo", "same_ovo", "other_place"} <= codes(here, there)
    assert not compare(here, there).is_likely
    assert compare(here, here).is_likely


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (at("Markt 1", nis="44021", postal_code="9000"), "same_address"),
        (at("Markt 1", nis="44021", postal_code="9030"), "same_address"),
        (at("Markt 1", box="bus 2", nis="44021"), "same_address"),
        (at("Markt", nis="44021"), "same_street"),
        (at("Markt 3", nis="44021"), "other_place"),
        (at("Markt 1", nis="11002"), "other_place"),
        (at("", nis="44021"), "same_town"),
        (at("", nis="11002"), "other_town"),
    ],
)
def test_where(other: Portrait, code: str) -> None:
    assert code in codes(KIEM, other)


def test_boxes_and_metres() -> None:
    assert "other_box" in codes(at("Markt 1 bus 1"), at("Markt 1 bus 2"))
    here = Point(51.0, 4.0)
    near, far, further = (
        at("Dreef 9", point=Point(51.0 + step, 4.0)) for step in (0.001, 0.01, 0.1)
    )
    start = at("Laan 1", point=here)
    assert "metres_apart" in codes(start, near)
    assert compare(start, near).reasons[-1].value == "111"
    assert codes(start, far) == codes(start, further) == {"same_name", "other_place"}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Quispel", "Kwispel", "sounds_alike"),
        ("Notenboom", "Notenbom", "sounds_alike"),
        ("Krokusbloem", "Krokubsloem", "name_alike"),
        ("Samen Sterk", "Sterk", "name_within"),
        ("Zonne bloem", "Zonnebloem", "sounds_alike"),
        ("Speelclub Zonne bloem", "Zonnebloem", "name_within"),
        ("Speelclub Zonnebloem", "Zonne bloem", "name_within"),
        ("Praatgroep voor mama's", "Praatgroep voor papa's", "other_words"),
        ("Spelpunt Kriebels", "Spelpunt Kriebels Noord", "a_mark"),
        ("Basisschool De Vogel", "Crèche De Vogel", "other_kind"),
        ("Morgenster Expertise", "Morgenster Expertisecel", "name_alike"),
        ("Zilverberk", "Zilverbos", "name_somewhat"),
        ("Zonnebloem", "Tijger", "other_name"),
        ("Huis van het Kind", "Huis van het Kind", "same_kind"),
        ("Huis van het Kind", "Sociaal Huis", "other_office"),
        ("Sociaal Huis", "Huis", "same_kind"),
        ("Huis van het Kind", "Krokus", "other_name"),
        ("", "Krokus", "other_name"),
    ],
)
def test_names(one: str, other: str, code: str) -> None:
    assert code in codes(Portrait("a", one), Portrait("b", other))


def test_numbers_in_names_count_against() -> None:
    assert "other_mark" in codes(Portrait("a", "Spelpunt 1"), Portrait("b", "Spelpunt 2"))


def test_mail_website_and_offer() -> None:
    one = Portrait(
        "a", "Spel", mail="info@kiem.example", website="https://www.kiem.example/a",
        organization="x", themes=frozenset({"sleep"}), ages=(0, 36), phones=frozenset({"1"}),
    )  # fmt: skip
    other = Portrait(
        "b", "Spel", mail="spel@kiem.example", website="kiem.example", organization="x",
        themes=frozenset({"food"}), ages=(36, 72), phones=frozenset({"2"}),
    )  # fmt: skip
    assert {"same_domain", "same_host", "same_organization", "other_themes"} <= codes(one, other)
    assert {"other_ages", "other_phone"} <= codes(one, other) & codes(other, one)
    assert {"same_mail", "same_themes", "same_phone"} <= codes(one, one)
    free = [Portrait(key, "Spel", mail=f"{key}@gmail.com") for key in ("a", "b")]
    assert codes(*free) == {"same_name"}


def test_pairs_are_found_by_a_shared_clue_only() -> None:
    twin = Portrait("b", "Kiem vzw", spots=KIEM.spots, mail="a@b.example", organization="x")
    pairs = likely_pairs([KIEM, twin, Portrait("c", "Elders")])
    assert [(pair.first.key, pair.second.key) for pair in pairs] == [("a", "b")]
    assert [pair.second.key for pair in likest(KIEM, [twin, Portrait("c", "Elders")])] == ["b"]


def test_clue_of_too_many_compares_only_neighbours_by_name() -> None:
    words = [f"{one}{two}o" for one in "bdfgklmnpr" for two in "aeiou"]
    many = [Portrait(n, f"{word}", phones=frozenset({"1"})) for n, word in enumerate(words)]
    assert len(many) > MOST_IN_A_BLOCK
    twins = [Portrait("x", "Zonnebloem", phones=frozenset({"1"})),
             Portrait("y", "Zonebloem", phones=frozenset({"1"}))]  # fmt: skip
    places = candidates([twins[0], *many, twins[1]])
    assert (0, len(many) + 1) in places
    assert len(places) < len(many) * (NEIGHBOURS + 1)
    assert len(places) == len(set(places))


def test_services_of_one_house_are_told_apart_by_their_names() -> None:
    house = {"organization": "x", "phones": frozenset({"1"}), "mail": "a@kiem.example"}
    named = ["Babymassage", "Zwemles", "Babymasage", "Praatgroep peuters", "Praatgroep kleuters"]
    offers = [replace(at("Markt 1", nis="44021", **house), key=name, name=name) for name in named]
    found = [(one.first.key, one.second.key) for one in likely_pairs(offers)]
    assert found == [("Babymassage", "Babymasage")]
    ages = [replace(offers[0], ages=ages) for ages in ((0, 12), (24, 36))]
    assert not compare(*ages).is_likely


def test_service_is_found_again_under_another_house() -> None:
    here, there = (
        Portrait(key, "Wiegelied Praatgroep", organization=key, phones=frozenset({"1"}))
        for key in ("a", "b")
    )
    alone = [Portrait(key, "Huis", organization=key, phones=frozenset({"1"})) for key in ("a", "b")]
    assert len(likely_pairs([here, there])) == 1
    assert candidates(alone) == [(0, 1)]


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    likely_pairs([KIEM, replace(KIEM, key="b")], lambda *counts: told.append(counts))
    assert told == [(0, 1), (1, 1)]


def test_street_with_a_slip_is_the_same_when_the_number_is() -> None:
    assert "same_address" in codes(at("Markt 124", nis="1"), at("Mrakt 124", nis="1"))
    assert "same_street" not in codes(at("Markt", nis="1"), at("Mrakt", nis="1"))


@pytest.mark.parametrize(
    ("half", "make", "precision", "recall"),
    [
        ("tune", organizations, 0.64, 0.78),
        ("report", organizations, 0.60, 0.76),
        ("tune", services, 0.70, 0.78),
        ("report", services, 0.70, 0.78),
    ],
)
def test_world_of_benchmarks_is_judged_as_well_as_it_was(
    half: str, make: Any, precision: float, recall: float
) -> None:
    right, found, there = quality(make(half, 500))
    assert right / found >= precision
    assert right / there >= recall


def test_pairs_by_hand_are_judged_as_well_as_they_were() -> None:
    assert [by_hand(half) for half in halves()] == [(10, 11, 12), (10, 14, 12)]


PORTRAITS = st.builds(
    Portrait,
    key=st.integers(),
    name=st.text(max_size=30),
    other_name=st.text(max_size=10),
    spots=st.lists(
        st.builds(Spot, st.text(max_size=20), st.text(max_size=4), st.text(max_size=4)), max_size=2
    ).map(tuple),
    phones=st.frozensets(st.sampled_from("123"), max_size=2),
    kbo=st.frozensets(st.sampled_from("12"), max_size=1),
)


@given(PORTRAITS, PORTRAITS)
def test_likeness_is_the_same_both_ways_and_within_bounds(a: Portrait, b: Portrait) -> None:
    assert compare(a, b).score == compare(b, a).score
    assert 0 <= compare(a, b).score <= 100
