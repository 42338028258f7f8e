"""What is public already begins the feed, so that who follows it from its start has everything."""

from django.db import migrations


def tell_of_articles(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.filter(state="published")
    event = apps.get_model("articles", "Event")
    event.objects.bulk_create(
        (
            event(subject="article", subject_id=pk, article_id=pk, action="published", at=at)
            for pk, at in articles.order_by("published_at", "pk").values_list("pk", "published_at")
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_events")]
    operations = [migrations.RunPython(tell_of_articles, migrations.RunPython.noop)]
