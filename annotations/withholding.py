"""The words of deleted posts, where the site withholds them (``DELETED_POSTS``): readers get bars.

A bar stands for every sign but white space, so that offsets stay true in text and body. Nothing is
written: the words are taken out of rows as they are in memory, for one answer. Bars stand where an
approved annotation says that there is a deleted post, whatever became of its words since.
"""

import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from annotations.choices import GONE, Status
from annotations.highlighting import Mark, highlight
from annotations.models import Anchor, Annotation, SocialEmbed
from articles.models import Revision
from articles.text import clean

Spans = Iterable[tuple[int, int]]
BAR = "█"
# What of a post its words are in, or lead to.
EMPTIED = ("text", "post_id", "post_url", "media", "truncated", "archived_url", "archived_on")
_MARKED = re.compile(r'<mark class="social_embed" data-annotation="0">([^<]*)</mark>')
_WRITTEN_SIGN = re.compile(r"&[^;]+;|\S")
_MARKED_LINK = re.compile(r"<a [^>]*>((?:(?!</a>).)*?<mark (?:(?!</a>).)*)</a>", re.DOTALL)
_FIGURE = re.compile(r"<figure>.*?(?:<figcaption>(.*?)</figcaption>)?</figure>", re.DOTALL)


def withholds() -> bool:
    return settings.DELETED_POSTS == "withdraw"


def with_withheld(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """These, ready for ``black_out``: one query for all of them, none where nothing is withheld."""
    return revisions.prefetch_related(_posts_in()) if withholds() else revisions


def black_out(*revisions: Revision) -> None:
    """Put bars for the words of withheld posts in text and body, as far as they were fetched.

    At most one query; none for what comes from ``with_withheld``. Doing it again changes nothing.
    """
    if not withholds():
        return
    prefetch_related_objects(revisions, _posts_in())
    for revision in revisions:
        spans, barred = _spans(revision), vars(revision).setdefault("barred", set())
        for name, bar in (("text", bar_text), ("body", bar_body)):
            if spans and name in vars(revision) and name not in barred:
                setattr(revision, name, bar(getattr(revision, name), spans))
                barred.add(name)


def name_bars(html: str, revision: Revision) -> str:
    """The highlighted body of a revision that was blacked out, its bars named for who hears them."""
    if not (withholds() and _spans(revision)):
        return html
    named = r'<span role="img" aria-label="Words of a deleted post">\1</span>'
    return _MARKED.sub(named, _marked(html, _spans(revision)))


def empty(post: SocialEmbed) -> None:
    """Leave of a withheld post that there was one: who, where, when, and that it is gone."""
    if post.is_withheld:
        for name in EMPTIED:
            setattr(post, name, type(getattr(post, name))())


def telling(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Those public ones whose words readers get: a search for others would tell the words."""
    if not withholds():
        return annotations
    over = _POSTS.filter(
        revision=OuterRef("live_anchor__revision"),
        start__lt=OuterRef("live_anchor__end"),
        end__gt=OuterRef("live_anchor__start"),
    )
    return annotations.exclude(Exists(over))


def bar_text(text: str, spans: Spans) -> str:
    """Bars for the words in these spans, in code points. Pure, as ``bar_body``."""
    for start, end in spans:
        text = text[:start] + re.sub(r"\S", BAR, text[start:end]) + text[end:]
    return text


def bar_body(body: str, spans: Spans) -> str:
    """The cleaned body of which the text is barred so, without the links and pictures in there."""
    for span in spans:
        marked = _MARKED_LINK.sub(r"\1", _marked(body, [span]))
        if "<mark " not in marked:  # nothing but a line break
            continue
        start, end = marked.index("<mark "), marked.rindex("</mark>")
        inside = _FIGURE.sub(_caption, marked[start:end])
        body = _MARKED.sub(_bars_for_words, marked[:start] + inside + marked[end:])
    return clean(body)


_POSTS = Anchor.objects.filter(
    annotation__social_embed__availability__in=GONE,
    annotation__status=Status.APPROVED,
    start__isnull=False,
)


def _posts_in() -> Prefetch:
    return Prefetch("anchors", _POSTS.all(), to_attr="withheld_posts")


def _spans(revision: Revision) -> list[tuple[int, int]]:
    return [(post.start, post.end) for post in revision.withheld_posts]


def _marked(body: str, spans: Spans) -> str:
    """With marks of an id that no annotation has, inside of those that stand there already."""
    return highlight(body, [Mark(*span, 0, SocialEmbed.kind) for span in spans])


def _caption(figure: re.Match) -> str:
    """A caption is a line of the text, and stays one."""
    return "" if figure[1] is None else f"<p>{figure[1]}</p>"


def _bars_for_words(marked: re.Match) -> str:
    return _WRITTEN_SIGN.sub(_bar_for_sign, marked[1])


def _bar_for_sign(sign: re.Match) -> str:
    return sign[0] if unescape(sign[0]).isspace() else BAR
