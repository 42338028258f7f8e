"""What templates of public pages ask of annotations."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from annotations import wording
from annotations.choices import Kind
from annotations.embeds import Post, wrap_posts
from annotations.highlighting import Mark, highlight
from annotations.models import Annotation, Correction, SocialEmbed, Source, Statistic
from annotations.notes import Note, amount_of, article_notes, exactness_of, preview_notes
from annotations.references import Reference, add_references
from annotations.withholding import black_out, name_bars
from articles.models import Article, Revision

register = template.Library()


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's body with its marks, and the notes they lead to."""

    html: SafeString
    notes: list[Note]

    @property
    def kinds(self) -> list[Note]:
        """The first note of each kind, for the key to the marks."""
        return list({note.kind: note for note in reversed(self.notes)}.values())[::-1]

    @property
    def ids(self) -> set[int]:
        return {note.annotation.pk for note in self.notes}


@register.simple_tag
def annotated_body(article: Article, revision: Revision) -> Annotated:
    """The body that readers see, its public annotations marked. A fixed number of queries.

    Of another revision than the public one: what they would see.
    """
    black_out(revision)
    public = article.is_public and revision.pk == article.live_revision_id
    notes = (article_notes if public else preview_notes)(article, revision)
    marks = [Mark(note.start, note.end, note.annotation.pk, note.kind) for note in notes]
    html = name_bars(highlight(revision.body, marks), revision)
    html = wrap_posts(html, [_post(note) for note in notes if note.kind == Kind.SOCIAL_EMBED])
    html = add_references(html, {note.annotation.pk: _reference(note) for note in notes})
    return Annotated(mark_safe(html), notes)  # noqa: S308 -- a cleaned body and what we put in


@register.simple_tag
def corrections_of(article: Article) -> list[Correction]:
    """What readers are told was wrong in the article."""
    return list(Correction.objects.visible_to(AnonymousUser()).filter(article=article))


def _reference(note: Note) -> Reference:
    return Reference(note.number, note.kind, note.label, note.brief)


def _post(note: Note) -> Post:
    detail = note.detail
    return Post(
        id=note.annotation.pk,
        start=note.start,
        end=note.end,
        platform=detail.get_platform_display(),
        author_name=detail.author_name,
        handle=detail.handle,
        author_url=detail.author_url if settings.LINK_TO_POSTS else "",
        post_date=detail.post_date,
        post_url=detail.post_url if settings.LINK_TO_POSTS and not detail.is_withheld else "",
        remarks=wording.remarks(
            truncated=detail.truncated and not detail.is_withheld,
            pictures=0 if detail.is_withheld else len(detail.media),
            availability=detail.availability,
            checked_on=detail.checked_on,
        ),
        is_withheld=detail.is_withheld,
        language=note.annotation.article.language,
        words_language=detail.language,
    )


@register.filter
def said(value: str, name: str) -> str:
    """A choice in plain English: ``{{ quote.verification|said:"verification" }}``."""
    return wording.WORDS[name].get(value, "")


register.filter("amount", amount_of)
register.filter("exactness", exactness_of)


@register.simple_tag
def post_link(url: str, text: str) -> SafeString | str:
    """The text, linked to the network where a post was made, unless the site links to none."""
    return outside_link(url, text) if settings.LINK_TO_POSTS else text


@register.simple_tag
def media_links(post: SocialEmbed) -> SafeString | str:
    """The pictures and films of a post where they were posted; how many, if no link is to be had."""
    links = [url for url in post.media if wording.is_web_link(url)]
    if not links or post.is_gone or not settings.LINK_TO_POSTS:
        return wording.pictures_or_films(len(post.media)).capitalize()
    numbers = [""] if len(links) == 1 else [f" {number}" for number in range(1, len(links) + 1)]
    return format_html_join(
        ", ",
        '<a href="{}" rel="nofollow noopener">Picture or film{}</a>',
        zip(links, numbers, strict=True),
    )


@register.filter
def language_name(tag: str) -> str:
    """What a language is called in English: "fr" is French; an unknown one is its tag."""
    try:
        return get_language_info(tag.lower())["name"]
    except KeyError:
        return tag


@register.filter
def dated(value: str, language: str = "en") -> SafeString | str:
    """A partial date as a ``time`` element, in the language of the article."""
    if not value:
        return ""
    shown = wording.partial_date(value, language)
    if wording.is_english(language):
        return format_html('<time datetime="{}">{}</time>', value, shown)
    return format_html('<time datetime="{}" lang="{}">{}</time>', value, language, shown)


@register.filter
def on_date(value: str) -> SafeString:
    """The same in an English sentence: on 3 November 2026, in November 2026."""
    return format_html("{} {}", wording.preposition(value), dated(value))


@register.filter
def counted_over(statistic: Statistic, language: str = "en") -> SafeString:
    """The period that a statistic counts over, "" for none."""
    start, end = statistic.period_start, statistic.period_end
    words = wording.period(start, end, lambda day: dated(day, language))
    return mark_safe(words)  # noqa: S308 -- our words around escaped dates


@register.filter
def web_link(url: str) -> str:
    """The address if it is fit for an href, otherwise nothing."""
    return url if wording.is_web_link(url) else ""


@register.simple_tag
def outside_link(url: str, text: str) -> SafeString | str:
    """The text, linked if the address is fit for an href."""
    if not wording.is_web_link(url):
        return text
    return format_html('<a href="{}" rel="nofollow noopener">{}</a>', url, text)


@register.simple_tag
def source_link(source: Source, role: str = "") -> SafeString:
    """Who it is, linked to the source's page, and in what role."""
    link = format_html('<a href="{}"><bdi>{}</bdi></a>', source.get_absolute_url(), source.name)
    return format_html("{}, <bdi>{}</bdi>", link, role) if role else link


@register.filter
def gist(annotation: Annotation) -> str:
    """What an annotation says, in a line, where its own words are not at hand."""
    detail = annotation.detail
    match annotation.kind:
        case Kind.CLAIM:
            return detail.summary
        case Kind.QUOTE:
            return f"“{detail.text}”"
        case Kind.STATISTIC:
            return f"{detail.measure}: {amount_of(detail, annotation.article.language)}"
        case _:
            return f"{detail.author_name}: {detail.shown_text}"
