"""Finding rows by their words: full text on PostgreSQL, patterns on SQLite.

On PostgreSQL each table that is searched has a column ``search`` beside its fields, a ``tsvector``
that the database keeps (see the migrations called "search"), with an index. Django does not know
of it, so that no other query fetches it. Its configuration is "simple": articles come in any
language, and one query is asked of them all; that words are looked for by their beginnings does
for all of them what stems would do for some.
"""

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVectorExact,
    SearchVectorField,
)
from django.db import connection
from django.db.models import F, Func, Q

from articles.searching import Asked

READ = ("headline", "standfirst", "text")  # what of a revision is searched
LIVE, LATEST = ([f"{which}_revision__{name}" for name in READ] for which in ("live", "latest"))


class Vector(Func):
    """The vectors beside fields, one field for each table; empty where an outer join found none."""

    output_field = SearchVectorField()

    def as_sql(self, compiler, connection, **extra):
        tables = [
            compiler.quote_name_unless_alias(field.alias) for field in self.source_expressions
        ]
        if len(tables) == 1:
            return f'{tables[0]}."search"', []
        return "(" + " || ".join(f"COALESCE({table}.\"search\", '')" for table in tables) + ")", []


def is_full_text() -> bool:
    return connection.vendor == "postgresql"


def saying(asked: Asked, *fields: str) -> Q:
    """Rows whose fields, all of one table, say what is asked for."""
    if is_full_text():
        return Q(SearchVectorExact(Vector(fields[0]), _query(asked)))
    return _matching(asked, *fields)


def live_says(asked: Asked) -> Q:
    """Articles whose live revision says it."""
    return saying(asked, "slug") if is_full_text() else _matching(asked, *LIVE)


def latest_says(asked: Asked) -> Q:
    """Articles whose latest revision says it.

    Where that is not the live one no index has its words, so that it is read; those are few.
    """
    if not is_full_text():
        return _matching(asked, *LATEST)
    same = Q(live_revision=F("latest_revision"))
    ahead = Q(live_revision__isnull=True) | ~same
    return (same & live_says(asked)) | (ahead & _matching(asked, *LATEST))


def rank(asked: Asked, *fields: str) -> SearchRank:
    """How well a row does; one field for each table. PostgreSQL only."""
    return SearchRank(Vector(*fields), _query(asked))


def _query(asked: Asked) -> SearchQuery:
    return SearchQuery(asked.tsquery, config="simple", search_type="raw")


def _matching(asked: Asked, *fields: str) -> Q:
    """As ``saying``, by patterns, whatever the database."""
    found = Q()
    for group in asked.wanted:
        found &= _any(fields, "|".join(term.pattern for term in group))
    for term in asked.unwanted:
        found &= ~_any(fields, term.pattern)
    return found


def _any(fields: tuple[str, ...], pattern: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__iregex": pattern})
    return found
