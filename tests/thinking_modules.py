"""Print the thinking modules as a coverage filter; they are those of the import contract."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = "Thinking modules know neither Django nor tables"


def thinking_modules() -> list[str]:
    """Return the dotted names under the contract in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one["source_modules"] for one in contracts if one["name"] == CONTRACT)


def coverage_filter() -> str:
    """Return the modules (and access.py of every room) as comma-separated file patterns."""
    paths = [module.replace(".", "/") for module in thinking_modules()]
    patterns = [
        f"{path}.py" if (ROOT / f"{path}.py").exists() else f"{path}/*.py" for path in paths
    ]
    return ",".join([*patterns, "vlaggenlijn/*/access.py"])


if __name__ == "__main__":
    print(coverage_filter())
