"""On PostgreSQL, a column ``search`` on articles, with the words of the live revision.

A trigger keeps it, since they stand in another table; revisions never change after they are
written, so that it has to look only when an article gets another live one. Of a text the first
200,000 characters count: a tsvector holds a megabyte. Without "fastupdate", since the planner shuns
an index with a long list of what it has yet to take up, and articles are published rarely.
"""

from django.db import migrations

WORDS = "to_tsvector('pg_catalog.simple', left(translate(normalize({}, NFKC), '{}', '{}'), {}))"
# What PostgreSQL's parser would take for a part of a number, an address or a tag.
SIGNS = "/<>&@_.-+:~%#="


def words(field: str, most: int = 200_000) -> str:
    return WORDS.format(field, SIGNS, " " * len(SIGNS), most)


VECTOR = (
    f"setweight({words('headline', 2000)}, 'A') || setweight({words('standfirst', 2000)}, 'B')"
    f" || {words('text')}"
)
UP = f"""
ALTER TABLE articles_article ADD COLUMN search tsvector;
UPDATE articles_article SET search = (
    SELECT {VECTOR} FROM articles_revision WHERE articles_revision.id = live_revision_id
);
CREATE INDEX article_search ON articles_article USING gin (search) WITH (fastupdate = off);
CREATE FUNCTION articles_article_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.live_revision_id IS DISTINCT FROM OLD.live_revision_id THEN
        NEW.search := (
            SELECT {VECTOR} FROM articles_revision WHERE articles_revision.id = NEW.live_revision_id
        );
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER article_search BEFORE INSERT OR UPDATE OF live_revision_id ON articles_article
FOR EACH ROW EXECUTE FUNCTION articles_article_search();
"""
DOWN = """
DROP TRIGGER article_search ON articles_article;
DROP FUNCTION articles_article_search();
ALTER TABLE articles_article DROP COLUMN search;
"""


def on_postgresql(sql: str):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_images")]

    operations = [migrations.RunPython(on_postgresql(UP), on_postgresql(DOWN))]
