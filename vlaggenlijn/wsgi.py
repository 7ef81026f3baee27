"""The door for a web server; it stays shut when the installation is not safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
# Workers are what runs side by side. Small matrices (which numbers of a series are hidden) cost
# four times as much over the threads of a busy machine as on one; numpy reads this as it loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  (needs settings)

from vlaggenlijn.common.startup import refuse_unsafe_database  # noqa: E402
from vlaggenlijn.guide import listening  # noqa: E402
from vlaggenlijn.taxonomy import lookup  # noqa: E402

refuse_unsafe_database()
listening.read_ahead()
# All views, before what is there is taken out of what garbage is looked for in (read_ahead does):
# else one answer in ten waits 80 to 130 ms for that.
len(get_resolver().url_patterns)
lookup.read_ahead()
