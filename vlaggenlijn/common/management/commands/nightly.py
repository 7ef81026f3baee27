from datetime import timedelta

from django.core.management import BaseCommand, call_command
from django.db import connection
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db import DatabaseBackend

from vlaggenlijn.common.models import OutboxMail

KEPT_DAYS = 30


class Command(BaseCommand):
    help = "The chores of the night: clear ended sessions, done work and old demo mail; count rows."

    def handle(self, *args: str, **options: object) -> None:
        call_command("clearsessions")
        if isinstance(default_task_backend, DatabaseBackend):
            call_command("prune_db_task_results", verbosity=0, min_age_days=KEPT_DAYS)
        old = timezone.now() - timedelta(days=KEPT_DAYS)
        OutboxMail.objects.filter(sent_at__lt=old).delete()
        _count_rows()


def _count_rows() -> None:
    """Tell SQLite how its tables are filled: uncounted it takes a hundred times as long here and
    there, among 100,000 services. PostgreSQL counts by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
