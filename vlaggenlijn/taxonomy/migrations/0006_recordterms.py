from itertools import groupby, islice

from django.db import migrations, models

from vlaggenlijn.taxonomy.packing import packed

BATCH = 2000


def pack_postings(apps, schema_editor):
    """Put the postings of each record in one piece: they are neither worked out nor moved."""
    postings = apps.get_model("taxonomy", "Posting").objects.order_by("record_id")
    RecordTerms = apps.get_model("taxonomy", "RecordTerms")
    rows = postings.values_list("record_id", "kind", "term", "weight").iterator(chunk_size=BATCH)
    records = (
        (record, list(found)) for record, found in groupby(rows, key=lambda row: row[0])
    )
    while batch := list(islice(records, BATCH)):
        RecordTerms.objects.bulk_create(
            RecordTerms(
                record_id=record,
                kind=found[0][1],
                packed=packed({term: weight for _, _, term, weight in found}),
            )
            for record, found in batch
        )


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0005_own_concepts")]

    operations = [
        migrations.CreateModel(
            name="RecordTerms",
            fields=[
                ("record_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("packed", models.BinaryField()),
            ],
        ),
        migrations.RunPython(pack_postings, migrations.RunPython.noop),
    ]
