"""The OpenAPI description names every address, and POST twins since 3.1 only."""

from vlaggenlijn.directory.hsds.asked import PARAMETERS
from vlaggenlijn.directory.hsds.description import LISTS, SHAPES, VERSIONS, document, paths


def test_addresses_and_methods_by_version() -> None:
    lists = [f"/{name}" for name in LISTS]
    for version, methods in zip(VERSIONS, (["get"], ["get", "post"]), strict=True):
        found = {
            path.removeprefix(f"/hsds/{version}"): list(one) for path, one in paths(version).items()
        }
        assert found == (
            {"/": ["get"], "/changes": ["get"]}
            | dict.fromkeys(lists, methods)
            | {f"{path}/{{id}}": ["get"] for path in lists}
        )


def test_every_parameter_that_is_read_is_described() -> None:
    assert {name for names in PARAMETERS.values() for name in names} == set(SHAPES)


def test_operations_have_names_of_their_own() -> None:
    names = [
        operation["operationId"]
        for version in VERSIONS
        for methods in paths(version).values()
        for operation in methods.values()
    ]
    assert len(set(names)) == len(names)


def test_document_of_a_site() -> None:
    told = document("3.0", "https://x.be")
    assert (told["openapi"], told["servers"]) == ("3.1.0", [{"url": "https://x.be"}])
    assert told["paths"] == paths("3.0")
