"""The door for a web server; it stays shut when the installation is not safe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")

application = get_wsgi_application()

from vlaggenlijn.common.startup import refuse_unsafe_database  # noqa: E402  (needs settings)
from vlaggenlijn.taxonomy.lookup import read_ahead  # noqa: E402

refuse_unsafe_database()
read_ahead()
