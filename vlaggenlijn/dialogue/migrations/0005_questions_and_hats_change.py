from typing import Any

from django.db import migrations, models


def keep_the_wording(apps: Any, schema_editor: Any) -> None:
    """Whoever answered so far answered to the question as it reads now."""
    answers = apps.get_model("dialogue", "Answer").objects
    question = apps.get_model("dialogue", "Question").objects.filter(pk=models.OuterRef("question"))
    answers.update(wording=models.Subquery(question.values("text")[:1]))


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0004_camps")]

    operations = [
        migrations.AddField("question", "is_retired", models.BooleanField(default=False)),
        migrations.AddField(
            "answer", "wording", models.CharField(blank=True, editable=False, max_length=300)
        ),
        migrations.RunPython(keep_the_wording, migrations.RunPython.noop),
        migrations.RemoveConstraint("hat", "hat_key_1_to_9"),
        migrations.AddConstraint(
            "hat",
            models.CheckConstraint(
                condition=models.Q(("key__gte", 0), ("key__lte", 9)), name="hat_key_0_to_9"
            ),
        ),
    ]
