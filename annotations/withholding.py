"""The words of deleted posts, where the site withholds them (``DELETED_POSTS``): readers get bars.

A bar stands for every sign but white space, so that offsets stay true in text and body. Nothing is
written: the words are taken out of rows as they are in memory, for one answer.
"""

import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from annotations.choices import Availability, State, Status
from annotations.highlighting import Mark, highlight
from annotations.models import Anchor, SocialEmbed
from articles.models import Revision
from articles.text import clean

Spans = Iterable[tuple[int, int]]
BAR = "█"
GONE = (Availability.DELETED, Availability.ACCOUNT_GONE)
# What of a post its words are in, or lead to.
EMPTY = {"text": "", "post_id": "", "media": [], "truncated": False} | dict.fromkeys(
    ("archived_url", "archived_on"), ""
)
_MARKED = re.compile(r"<mark [^>]*>([^<]*)</mark>")
_WRITTEN_SIGN = re.compile(r"&[^;]+;|\S")
_BARS = re.compile(rf"{BAR}(?:[\s{BAR}]*{BAR})?")
_LINK = re.compile(rf"<a [^>]*>((?:[\s{BAR}]|</?(?:strong|em|sub|sup)>)*)</a>")


def withheld(annotation: str = "") -> Q:
    """Annotations of posts whose words readers do not get (see SocialEmbed.is_withheld).

    ``annotation`` is the path to them, with "__" at its end, where other rows are asked.
    """
    gone = GONE if settings.DELETED_POSTS == "withdraw" else ()
    return Q(**{f"{annotation}social_embed__availability__in": gone})


def with_withheld(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """These, ready for ``black_out``: one query for all of them, none where nothing is withheld."""
    withholds = settings.DELETED_POSTS == "withdraw"
    return revisions.prefetch_related(_standing()) if withholds else revisions


def black_out(*revisions: Revision) -> None:
    """Put bars for the words of withheld posts in text and body, as far as they were fetched.

    At most one query; none for what comes from ``with_withheld``. Doing it again changes nothing.
    """
    if settings.DELETED_POSTS != "withdraw":
        return
    prefetch_related_objects(revisions, _standing())
    for revision in revisions:
        posts, revision.withheld = revision.withheld, []
        spans = [(post.start, post.end) for post in posts]
        for name, bar in (("text", bar_text), ("body", bar_body)):
            if spans and name not in revision.get_deferred_fields():
                setattr(revision, name, bar(getattr(revision, name), spans))


def bar_text(text: str, spans: Spans) -> str:
    """Bars for the words in these spans, in code points. Pure, as ``bar_body``."""
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", BAR, text[start:end]) + text[end:]
    return text


def bar_body(body: str, spans: Spans) -> str:
    """The cleaned body of which the text is barred so; links of bars alone are links no more."""
    marks = [Mark(*span, number, SocialEmbed.kind) for number, span in enumerate(spans)]
    barred = _MARKED.sub(_bars_for_words, highlight(body, marks))
    return clean(_LINK.sub(r"\1", barred))


def name_bars(html: str) -> str:
    """Say to who hears a page what its bars are."""
    return _BARS.sub(r'<span role="img" aria-label="Words of a deleted post">\g<0></span>', html)


def empty(post: SocialEmbed) -> None:
    """Leave of a withheld post what says that there was one: who, where, when, and that it is gone."""
    if post.is_withheld:
        for name, nothing in EMPTY.items():
            setattr(post, name, nothing)


def _standing() -> Prefetch:
    """Where posts stand that readers see an annotation of, or would if this revision were public."""
    posts = Anchor.objects.filter(
        withheld("annotation__"), state=State.INTACT, annotation__status=Status.APPROVED
    )
    return Prefetch("anchors", posts, to_attr="withheld")


def _bars_for_words(marked: re.Match) -> str:
    return _WRITTEN_SIGN.sub(_bar_for_sign, marked[1])


def _bar_for_sign(sign: re.Match) -> str:
    return sign[0] if unescape(sign[0]).isspace() else BAR
