"""A column to look words up by, beside those that annotations were made for."""

from django.db import migrations

from annotations.fields import WordsKeyField, words_key

AT_ONCE = 1000


def fill(apps, schema_editor):
    baselines = apps.get_model("annotations", "Baseline").objects
    batch = []
    for baseline in baselines.only("exact").iterator(AT_ONCE):
        baseline.exact_key = words_key(baseline.exact)
        batch.append(baseline)
        if len(batch) == AT_ONCE:
            baselines.bulk_update(batch, ["exact_key"])
            batch = []
    baselines.bulk_update(batch, ["exact_key"])


class Migration(migrations.Migration):
    dependencies = [("annotations", "0009_search")]

    operations = [
        migrations.AddField(
            model_name="baseline",
            name="exact_key",
            field=WordsKeyField(
                db_index=True, default="", editable=False, max_length=32, of="exact"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
