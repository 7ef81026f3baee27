"""Ask the guide every question of a collection and write which services it finds.

    .venv/bin/python benchmarks/guide/run.py COLLECTION.json --out RUN.json
        [--tags TAGS.json | --tag-for-me]
        [--crisis CRISIS.json --crisis-out OUT.json] [--parse PARSE.json --parse-out OUT.json]
        [--database-url postgresql://role@localhost/name] [--lessons FOLDER]

A collection is {"services": [{id, title, description, municipality, age_months, scope}],
"queries": [{id, text, place, age_months}]}. The services are stored in a scratch database by the
actions of the site itself, and each question goes the way a visitor's question goes. RUN.json is
{query id: [service ids, best first, at most 20]}. TAGS is {service id: [theme slugs]}: what an
editor confirmed; --tag-for-me confirms what the software itself suggests.

CRISIS is [{"text"}] and becomes [{"panel", "soft", "category"}]; PARSE is [{"text"}] and becomes
[{"age_months": [...], "place": name or null}]. A PostgreSQL database must be empty.

--lessons keeps what was learned in a folder for the next run: with the sentence encoder, learning
takes minutes.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def stored(collection: dict[str, Any], tags: dict[str, list[str]]) -> dict[Any, str]:
    """Store the services; return {our id: their id}."""
    home = next(iter(Municipality.objects.filter(nis="44021")))
    network = add_network(by=None, slug="collection", name="Collection", municipalities=[home])
    organization = add_organization(by=None, network=network, facts=nameless())
    return {
        add_service(
            by=None,
            organization=organization,
            facts=facts_of(described, tags.get(described["id"], [])),
            is_confirmed=True,
        ).pk: described["id"]
        for described in collection["services"]
    }


def nameless() -> "OrganizationFacts":
    columns = dict.fromkeys(("alternate_name", "description", "email", "website"), "")
    return OrganizationFacts(columns=columns | {"name": "-"})


def facts_of(described: dict[str, Any], tags: list[str]) -> "ServiceFacts":
    youngest, oldest = described.get("age_months") or (None, None)
    columns: dict[str, Any] = dict.fromkeys(SERVICE_COLUMNS, "")
    columns |= {"name": described["title"][:200], "description": described["description"][:5000]}
    columns |= {"minimum_age_months": youngest, "maximum_age_months": oldest}
    columns |= {"status": "active", "on_holidays": "closed"}
    is_local = described.get("scope") != "flanders"
    nis = nis_of(described.get("municipality")) if is_local else None
    place = PlaceFacts(city=described["municipality"], nis=nis) if nis else None
    concepts = Concept.objects.of_scheme("themes").filter(slug__in=tags)
    return ServiceFacts(
        columns=columns,
        concepts=frozenset(concepts.values_list("pk", flat=True)),
        places=(place,) if place else (),
        municipalities=frozenset({nis} if nis else ()),
        regions=frozenset() if nis else frozenset({"flanders"}),
    )


def nis_of(name: str | None) -> str | None:
    found = find(name or "")
    return found.places[0].nis if found.places else None


def answers(collection: dict[str, Any], ids: dict[Any, str]) -> dict[str, list[str]]:
    run = {}
    for query in collection["queries"]:
        age = Age(query.get("age_months"))
        asked = asking.asked_in(query["text"], query.get("place") or "", age, "")
        found = answer(asked, regime="nl")
        run[query["id"]] = [ids[card.id] for card in found.cards if card.id in ids][:20]
    return run


def crises(sentences: list[dict[str, str]]) -> list[dict[str, Any]]:
    found = []
    for sentence in sentences:
        crisis = answer(Asked(sentence["text"]), regime="nl").crisis
        level, category = (crisis.level, crisis.category) if crisis else (None, None)
        found.append({"panel": level == "panel", "soft": level == "soft", "category": category})
    return found


def parsed(sentences: list[dict[str, str]]) -> list[dict[str, Any]]:
    found = []
    for sentence in sentences:
        told = mentioned(sentence["text"], gazetteer())
        is_sure = told is not None and told.answer.kind in ("found", "corrected")
        place = told.answer.places[0].name if told and is_sure else None
        found.append({"age_months": children_in(sentence["text"]), "place": place})
    return found


def suggested(collection: dict[str, Any]) -> dict[str, list[str]]:
    """The themes that the software itself would suggest for each service."""
    tags = {}
    for described in collection["services"]:
        title, body = described["title"], described["description"]
        found = suggested_themes(title, body, understanding())
        tags[described["id"]] = [one.term.removeprefix("themes:") for one in found]
    return tags


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, found: Any) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def main(options: argparse.Namespace) -> None:
    if options.collection:
        collection = read(options.collection)
        tags = suggested(collection) if options.tag_for_me else {}
        tags |= read(options.tags) if options.tags else {}
        ids = stored(collection, tags)
        write(options.out, answers(collection, ids))
    if options.crisis:
        write(options.crisis_out, crises(read(options.crisis)))
    if options.parse:
        write(options.parse_out, parsed(read(options.parse)))


def options_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collection", type=Path, nargs="?")
    for name in ("out", "tags", "crisis", "crisis-out", "parse", "parse-out"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--tag-for-me", action="store_true")
    parser.add_argument("--database-url", default="")
    parser.add_argument("--lessons", default="")
    options = parser.parse_args(words)
    for given, out in (("collection", "out"), ("crisis", "crisis_out"), ("parse", "parse_out")):
        if getattr(options, given) and not getattr(options, out):
            parser.error(f"--{out.replace('_', '-')} is missing: where should the result go?")
    return options


if __name__ == "__main__":
    OPTIONS = options_of(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VLAGGENLIJN_SECRET_KEY": "guide-" * 10,
            "VLAGGENLIJN_HTTPS": "0",
            "VLAGGENLIJN_VAR": OPTIONS.lessons or folder,
            "VLAGGENLIJN_DATABASE_URL": OPTIONS.database_url or f"sqlite:///{folder}/site.sqlite3",
            "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command
        from django.utils import translation

        from vlaggenlijn.accounts.actions import add_network
        from vlaggenlijn.directory.actions import add_organization, add_service
        from vlaggenlijn.directory.actions.reading import SERVICE_COLUMNS
        from vlaggenlijn.directory.facts import OrganizationFacts, PlaceFacts, ServiceFacts
        from vlaggenlijn.guide import asking
        from vlaggenlijn.guide.ages import Age
        from vlaggenlijn.guide.answers import answer
        from vlaggenlijn.guide.children import children_in
        from vlaggenlijn.guide.weighing import Asked
        from vlaggenlijn.places.lookup import find, gazetteer
        from vlaggenlijn.places.mentions import mentioned
        from vlaggenlijn.places.models import Municipality
        from vlaggenlijn.taxonomy.lookup import understanding
        from vlaggenlijn.taxonomy.models import Concept
        from vlaggenlijn.taxonomy.suggesting import suggested_themes

        call_command("upgrade", verbosity=0)
        translation.activate("nl")
        main(OPTIONS)
