"""Print the thinking modules as a coverage filter; they are those of the import contract."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Tests reach these through the import only, and it is not measured yet that they reach all of it:
# owed are direct tests; then this list goes.
OWED = ("service_cleaning", "service_fields", "service_values", "week_text")
CONTRACT = "Thinking modules know neither Django nor tables"


def thinking_modules() -> list[str]:
    """Return the dotted names under the contract in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one["source_modules"] for one in contracts if one["name"] == CONTRACT)


def coverage_filter() -> str:
    """Return the modules (and access.py of every room) as comma-separated file patterns."""
    paths = [module.replace(".", "/") for module in thinking_modules()]
    patterns = [pattern for path in paths for pattern in _patterns(path)]
    return ",".join([*patterns, "vlaggenlijn/*/access.py"])


def _patterns(path: str) -> list[str]:
    if (ROOT / f"{path}.py").exists():
        return [f"{path}.py"]
    files = sorted((ROOT / path).glob("*.py"))
    return [str(file.relative_to(ROOT)) for file in files if file.stem not in OWED]


if __name__ == "__main__":
    print(coverage_filter())
