from django.db import models


class OutboxMail(models.Model):
    """A mail of the demo: it is shown on a page and goes nowhere."""

    to = models.CharField(max_length=500)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.subject


class DutyRun(models.Model):
    """The last day for which a duty was done."""

    name = models.CharField(max_length=60, primary_key=True)
    done_on = models.DateField()

    def __str__(self) -> str:
        return self.name
