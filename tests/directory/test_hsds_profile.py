"""The profile is a set of merge patches, and says only what HSDS has no word for."""

from vlaggenlijn.directory.hsds.profile import CHANGES, PATCHES, merged, overview, part


def test_merge_patch_as_in_rfc_7396() -> None:
    target = {"a": {"b": 1, "c": 2}, "d": [1, 2], "e": 3}
    patch = {"a": {"b": None, "f": {"g": 1}}, "d": [3], "e": {"h": None}}
    assert merged(target, patch) == {"a": {"c": 2, "f": {"g": 1}}, "d": [3], "e": {}}
    assert merged(target, "text") == "text"


def test_overview_names_every_part() -> None:
    told = overview("https://x.be/hsds/profile/")
    assert told["uri"] == "https://x.be/hsds/profile/"
    assert told["patches"] == {
        name: f"https://x.be/hsds/profile/{name}.json"
        for name in (
            "service", "organization", "schedule", "language", "cost_option", "accessibility",
        )
    }  # fmt: skip
    assert told["schemas"] == {"changes": "https://x.be/hsds/profile/changes.json"}


def test_parts_by_name() -> None:
    assert (part("service"), part("changes"), part("nothing")) == (
        PATCHES["service"], CHANGES, None,
    )  # fmt: skip
    names = {key: one["name"] for key, one in PATCHES["service"]["properties"].items()}
    assert all(key == name for key, name in names.items())
