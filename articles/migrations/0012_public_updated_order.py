from django.db import migrations, models


class Migration(migrations.Migration):
    """By itself: PostgreSQL makes no index in the transaction that has written the rows."""

    dependencies = [
        ('articles', '0011_public_updated_at'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-public_updated_at', '-id'], name='article_public_updated'),
        ),
    ]
