"""On PostgreSQL, a column ``search`` on each table that holds words of public annotations.

They are generated columns: the database keeps them. See articles/vectors.py. On either, an index
for the lists of the fact index.
"""

from importlib import import_module

from django.db import migrations, models

search = import_module("articles.migrations.0003_search")
TABLES = {
    "claim": ["summary", "explanation"],
    "quote": ["text"],
    "statistic": ["measure", "place"],
    "socialembed": ["author_name", "handle", "text"],
    "source": ["name"],
    "baseline": ["exact"],
}


def up(table: str, fields: list[str]) -> str:
    joined = " || ' ' || ".join(fields)
    return (
        f"ALTER TABLE annotations_{table} ADD COLUMN search tsvector"
        f" GENERATED ALWAYS AS ({search.words(joined)}) STORED;"
        f"CREATE INDEX {table}_search ON annotations_{table} USING gin (search)"
        " WITH (fastupdate = off);"
    )


UP = "".join(up(table, fields) for table, fields in TABLES.items())
DOWN = "".join(f"ALTER TABLE annotations_{table} DROP COLUMN search;" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0008_more_fields"), ("articles", "0003_search")]

    operations = [
        migrations.RunPython(search.on_postgresql(UP), search.on_postgresql(DOWN)),
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(
                fields=["kind", "-first_public_at", "-id"],
                condition=models.Q(is_public=True),
                name="annotation_public_newest",
            ),
        ),
    ]
