"""The door for a web server; it stays shut when the installation is not safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
# Workers are what runs side by side. Small matrices (which numbers of a series are hidden) cost
# four times as much over the threads of a busy machine as on one; numpy reads this as it loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_wsgi_application()

from vlaggenlijn.common.startup import (  # noqa: E402  (needs settings)
    read_pages_ahead,
    refuse_unsafe_database,
)
from vlaggenlijn.guide import listening  # noqa: E402
from vlaggenlijn.taxonomy import lookup  # noqa: E402

refuse_unsafe_database()
listening.read_ahead()
# Words first: what it takes to read them is free again for the code of the pages.
lookup.read_ahead()
read_pages_ahead()
