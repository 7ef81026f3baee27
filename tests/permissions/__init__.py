"""The permission matrix, a module for each room.

``ROWS`` of a module gives the answers of its addresses; ``objects(town)``, where it stands, makes
what they lead to: for each kind the keys of own, shared, other and missing.
"""

import pkgutil
from importlib import import_module
from types import ModuleType

from tests.permissions.shapes import Row


def modules() -> list[ModuleType]:
    """Return the modules of the rooms, in the order of their names."""
    found = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return [module for module in found if hasattr(module, "ROWS")]


def matrix() -> dict[str, Row]:
    """Return every row; an address stands in one module only."""
    rows: dict[str, Row] = {}
    for module in modules():
        assert not rows.keys() & module.ROWS.keys(), module.__name__
        rows |= module.ROWS
    return rows
