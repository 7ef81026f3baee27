"""Gaps and overlaps by hand: a flag that is dragged over the map, and travel times brought in."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, check_page
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]
WHAT_IF = "/werk/spreiding/stel-dat/?netwerk=demo-dijle&km=5"
# What is too narrow for its longest word, once no word may be broken any more.
TOO_NARROW = """() => {
  const shown = "main :not(thead, thead *, svg, svg *, .unseen)";
  const all = Array.from(document.querySelectorAll(shown));
  all.forEach(one => one.style.setProperty("overflow-wrap", "normal", "important"));
  return all.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.outerHTML.slice(0, 120)); }"""


def test_flag_is_dragged_and_before_and_after_are_seen(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto(WHAT_IF)
    pin, where = page.locator("[data-pin]"), page.get_by_role("slider")
    expect(page.locator("#seen h2")).to_have_count(0)
    place = page.locator("[data-pick] circle[data-code]").nth(3)
    code, name = place.get_attribute("data-code"), place.get_attribute("data-name")
    box, goal = pin.bounding_box(), place.bounding_box()
    assert box
    assert goal
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + goal["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("#seen h2").first).to_contain_text(str(name))
    expect(page.locator("[name=plaats]")).to_have_value(str(code))
    expect(where).to_have_attribute("aria-valuetext", str(name))
    assert f"plaats={code}" in page.url
    expect(page.locator("[data-said]")).not_to_be_empty()
    check_page(page)
    where.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name=plaats]")).not_to_have_value(str(code))
    # The list is the same choice: it moves the flag.
    page.locator("[name=plaats]").select_option(str(code))
    expect(where).to_have_attribute("aria-valuetext", str(name))
    expect(page.locator("#seen h2").first).to_contain_text(str(name))


def test_without_scripts_the_list_does_the_same(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=PHONE, javascript=False)
    page.goto(WHAT_IF)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.locator("form.form button").first.click()
    expect(page.locator("#seen h2").first).to_be_visible()


def test_travel_times_are_looked_at_and_then_count(visit: Visit, tmp_path: Path) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/spreiding/demo-dijle/reistijden/")
    check_page(page)
    path = tmp_path / "tijden.csv"
    path.write_text("van;naar;minuten\n12025;12025;12\nx;12025;4\n", encoding="utf-8")
    page.locator("[name=means]").select_option("bike")
    page.locator("[name=source]").fill("Demo, verzonnen")
    page.locator("[name=year]").fill("2026")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.form button").first.click()
    expect(page.locator("#preview")).to_be_visible()
    check_page(page)
    page.locator("section.panel button").click()
    page.wait_for_url("**met=bike**")
    expect(page.get_by_text("Demo, verzonnen, 2026").first).to_be_visible()
    check_page(page)
    carry_over(page, tmp_path / "links.csv")


def carry_over(page: Page, path: Path) -> None:
    """Take the times along to other codes, up to the preview."""
    path.write_text("van;naar;aandeel\n12025;44021;1\n", encoding="utf-8")
    page.goto("/werk/spreiding/demo-dijle/reistijden/")
    check_page(page)
    page.locator("#kept-title ~ .panel a").first.click()
    check_page(page)
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.form button").first.click()
    expect(page.locator("#preview")).to_be_visible()
    check_page(page)


def test_own_areas_are_looked_at_and_then_drawn(visit: Visit, tmp_path: Path) -> None:
    page = sign_in(visit, person("coordinator"), viewport=PHONE)
    page.goto("/werk/spreiding/demo-dijle/gebieden/")
    check_page(page)
    ring = [[4.45, 51.0], [4.5, 51.0], [4.5, 51.05], [4.45, 51.05], [4.45, 51.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "M1", "name": "Heel de stad", "nis": "12025", "inwoners": 90_000},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "wijken.geojson"
    path.write_text(json.dumps({"features": [feature, {}]}), encoding="utf-8")
    page.locator("[name=source]").fill("Demo, verzonnen")
    page.locator("[name=year]").fill("2026")
    page.locator("[name=file]").set_input_files(path)
    page.locator("form.form button").first.click()
    expect(page.locator("#preview")).to_be_visible()
    check_page(page)
    page.locator("section.panel button").click()
    page.wait_for_url("**netwerk=demo-dijle")
    expect(page.get_by_role("rowheader", name="Heel de stad (Mechelen)")).to_be_visible()
    check_page(page)


def test_map_of_gaps_is_walked_by_the_arrow_keys_and_says_each(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/spreiding/?netwerk=demo-dijle")
    ring, said = page.get_by_role("slider"), page.locator("[data-said]")
    expect(said).to_be_empty()
    ring.focus()
    first = str(ring.get_attribute("aria-valuetext"))
    expect(said).to_have_text(first)
    check_page(page)
    page.keyboard.press("ArrowRight")
    expect(said).not_to_have_text(first)
    expect(ring).to_have_attribute("aria-valuetext", said.inner_text())
    page.keyboard.press("Home")
    expect(said).to_have_text(first)


def test_map_of_gaps_is_a_picture_without_scripts(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=PHONE, javascript=False)
    page.goto("/werk/spreiding/?netwerk=demo-dijle")
    expect(page.get_by_role("slider")).to_have_count(0)
    expect(page.locator("figure.spread > svg[role=img]")).to_be_visible()


def test_on_a_phone_long_lists_begin_short_and_no_word_is_broken(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=PHONE, javascript=False)
    page.goto("/werk/spreiding/?netwerk=demo-dijle")
    homes, groups = page.locator(".homes tbody tr"), page.locator(".matrix tbody tr")
    assert homes.locator("visible=true").count() == 10
    assert groups.locator("visible=true").count() == 1
    assert page.evaluate("document.documentElement.scrollHeight") < 11_000
    for one in page.locator(".show-later").all():
        one.click()
    expect(homes.last).to_be_visible()
    expect(groups.last).to_be_visible()
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(TOO_NARROW) == []
    page.locator(".show-later").first.click()
    expect(groups.last).to_be_hidden()
    # On paper all of them.
    page.emulate_media(media="print")
    expect(groups.last).to_be_visible()


def test_short_lists_have_nothing_for_axe_to_find(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=PHONE)
    page.goto("/werk/spreiding/?netwerk=demo-dijle")
    check_page(page)
    page.get_by_role("checkbox").last.check()
    check_page(page)
