"""What is public already begins the feed; see articles' migration of the same name."""

from django.db import migrations


def tell_of_annotations(apps, schema_editor):
    annotations = apps.get_model("annotations", "Annotation").objects.filter(is_public=True)
    event = apps.get_model("articles", "Event")
    rows = annotations.order_by("first_public_at", "pk").values_list(
        "pk", "kind", "article", "first_public_at", "article__published_at"
    )
    event.objects.bulk_create(
        (
            event(
                subject="annotation", subject_id=pk, kind=kind, article_id=article,
                action="published", at=max(first or opens, opens),
            )
            for pk, kind, article, first, opens in rows
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0011_notices"), ("articles", "0007_first_events")]
    operations = [migrations.RunPython(tell_of_annotations, migrations.RunPython.noop)]
