"""Collecting static files only when one of them changed: compressing them takes seconds."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Bring the static files to where the web server reads them; return whether anything was done.

    What was collected is told by a digest inside the folder: a folder that went missing, was
    emptied or is another one is filled anew.
    """
    kept, found = _kept(), digest()
    if kept.is_file() and kept.read_text() == found:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    kept.write_text(found)
    return True


def digest() -> str:
    """Return what tells these files, and the way of storing them, from all others."""
    made = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    files = sorted((name, store) for finder in get_finders() for name, store in finder.list([]))
    for name, store in files:
        made.update(name.encode())
        made.update(Path(store.path(name)).read_bytes())
    return made.hexdigest()


def _kept() -> Path:
    return Path(settings.STATIC_ROOT) / "collected.txt"
