"""Social embeds as quoted posts: the blocks that one covers whole become a figure. Pure.

HTML's own pattern for a quoted post: figure > blockquote + figcaption, the attribution outside
the blockquote. The marked words stand once: a pasted signature line ("— Name (@handle) date")
goes into the figcaption and gets the fields' links. Nothing is fetched from anybody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from annotations.wording import is_web_link, partial_date
from articles.text import project

# Elements of a body that hold lines; in a body ">" stands only at the end of a tag.
BLOCK_TAG = re.compile(r"<(/?)(p|h[2-4]|blockquote|ul|ol|table|figure|hr)\b[^>]*>")
LINE_END = re.compile(r"</(?:p|h[2-4]|figcaption)>")
MARK = re.compile(r'<mark class="[^"]*" data-annotation="([^"]*)">|</mark>')
TAG = re.compile(r"<[^>]*>")
# Under the post, where a name may have dashes in it, or behind it on the same line.
_BY = r"\s*\((?P<handle>@[^()\s]+)\)\s*(?P<date>[^()]*)$"
BELOW = re.compile(rf"\s*[—–―-]\s*(?P<name>.*?){_BY}")
BEHIND = re.compile(rf"\s[—–―-]\s*(?P<name>[^—–―]*?){_BY}")


WITHHELD = (
    '<p class="post-withheld" lang="en-GB">This post was deleted. Its words are not shown any more.'
    '<mark class="social_embed" data-annotation="{}"></mark></p>'
)


@dataclass(frozen=True, slots=True)
class Post:
    """A social embed: its span in code points of the text, and what is known of the post."""

    id: int
    start: int
    end: int
    platform: str  # for readers: "X"
    author_name: str
    handle: str
    author_url: str = ""
    post_date: str = ""
    post_url: str = ""
    language: str = "en"  # of the article, in which its date is told
    words_language: str = ""  # of the post, if it is another
    remarks: str = ""  # for readers: "It is cut short here. It was deleted since"
    is_withheld: bool = False  # its words are not shown


@dataclass(frozen=True, slots=True)
class _Block:
    """An outermost block, with its place in the text (empty for one without lines)."""

    html: str
    start: int
    end: int
    text: str


def wrap_posts(html: str, posts: Iterable[Post]) -> str:
    """The highlighted body with each post that covers whole blocks as a figure.

    A post over part of a block, or over blocks that an earlier one has, stays a mark.
    """
    posts = sorted(posts, key=lambda post: (post.start, -post.end, post.id))
    if not posts:
        return html
    blocks = list(_blocks(html))
    pieces, done = [], 0
    for post in posts:
        covered = _covered(blocks, post)
        if covered and covered.start >= done:
            pieces += [block.html for block in blocks[done : covered.start]]
            pieces.append(_figure(blocks[covered.start : covered.stop], post))
            done = covered.stop
    return "".join(pieces + [block.html for block in blocks[done:]])


def _blocks(html: str) -> Iterator[_Block]:
    depth = begin = offset = 0
    for match in BLOCK_TAG.finditer(html):
        closing, tag = match.groups()
        if tag != "hr":
            depth += -1 if closing else 1
        if depth:
            continue
        block, begin = html[begin : match.end()], match.end()
        if LINE_END.search(block):
            text = project(MARK.sub("", block))
            yield _Block(block, offset, offset + len(text), text)
            offset += len(text) + 1
        else:
            yield _Block(block, offset, offset, "")


def _covered(blocks: list[_Block], post: Post) -> range | None:
    """The blocks whose text the post covers whole, white space at its ends aside."""
    touched = [
        index
        for index, block in enumerate(blocks)
        if block.start < post.end and block.end > post.start
    ]
    if not touched:
        return None
    first, last = blocks[touched[0]], blocks[touched[-1]]
    outside = first.text[: max(0, post.start - first.start)] + (
        last.text[post.end - last.start :] if post.end < last.end else ""
    )
    return None if outside.strip() else range(touched[0], touched[-1] + 1)


def _figure(blocks: list[_Block], post: Post) -> SafeString:
    content = "".join(block.html for block in blocks)
    if len(blocks) == 1 and content.startswith("<blockquote>"):
        content = content.removeprefix("<blockquote>").removesuffix("</blockquote>")
    if post.is_withheld:
        content, signature = _withheld(content), None
    else:
        content, signature = _split_signature(content, post)
    cite = format_html(' cite="{}"', post.post_url) if is_web_link(post.post_url) else ""
    return format_html(
        '<figure class="post" data-annotation="{}">'
        '<blockquote{} lang="{}" dir="auto">{}</blockquote>'
        '<figcaption dir="auto">{}<p class="post-on">Post on {}{}</p></figcaption></figure>',
        post.id,
        cite,
        post.words_language or post.language,
        mark_safe(content),  # noqa: S308 -- a cleaned body and our own marks
        signature or _by_fields(post),
        post.platform,
        format_html('. <span class="post-remarks">{}.</span>', post.remarks)
        if post.remarks
        else "",
    )


def _withheld(content: str) -> SafeString:
    """Without its words; a mark around nothing keeps the place of what was marked in them."""
    marks = " ".join(filter(None, MARK.findall(content))).split()
    return format_html(WITHHELD, " ".join(dict.fromkeys(marks)))


def _split_signature(content: str, post: Post) -> tuple[str, SafeString | None]:
    """What stays in the blockquote, and the pasted signature line as its attribution."""
    if not content.endswith("</p>"):
        return content, None
    begin = content.rindex("<p>") + len("<p>")
    paragraph = content[begin : -len("</p>")]
    above, line_break, line = paragraph.rpartition("<br>")
    own = re.fullmatch(
        rf'(<mark class="social_embed" data-annotation="{post.id}">)([^<]*)</mark>', line
    )
    if not own:
        return content, None  # other marks or tags in it: it stays as it was pasted
    opening, words = own.groups()
    match = BELOW.match(words) or BEHIND.search(words)
    if not match or match["handle"].casefold() != _at(post.handle).casefold():
        return content, None
    rest = words[: match.start()]
    kept = above + (line_break + opening + rest + "</mark>" if rest else "")
    body = content[:begin] + kept + "</p>" if kept else content[: begin - len("<p>")]
    if not body:
        return content, None  # nothing but a signature: there is no post to quote
    return body, _by_signature(opening, match, words, post)


def _by_signature(opening: str, match: re.Match, words: str, post: Post) -> SafeString:
    """The pasted line, word for word, with the fields' links around its name and date."""
    name, handle, date = (mark_safe(match[key]) for key in ("name", "handle", "date"))  # noqa: S308
    before = words[match.start() : match.start("name")].lstrip()
    between = words[match.end("name") : match.start("handle")]
    after = words[match.end("handle") : match.start("date")]
    line = format_html(
        "{}{}{}{}{}{}{}</mark>",
        mark_safe(opening),  # noqa: S308 -- our own mark
        mark_safe(before),  # noqa: S308 -- escaped words of the body, as the four below
        _author(name, post),
        mark_safe(between),  # noqa: S308
        format_html('<span class="post-handle">{}</span>', handle),
        mark_safe(after),  # noqa: S308
        _dated(date, post) if date else "",
    )
    end = "" if date else _dated("", post)
    return (
        format_html('<p class="post-by">{} {}</p>', line, end)
        if end
        else format_html('<p class="post-by">{}</p>', line)
    )


def _by_fields(post: Post) -> SafeString:
    return format_html(
        '<p class="post-by">{} <span class="post-handle">{}</span> {}</p>',
        _author(post.author_name, post),
        _at(post.handle),
        _dated("", post),
    )


def _author(name: str, post: Post) -> SafeString:
    shown = format_html('<bdi class="post-author">{}</bdi>', name)
    return _linked(shown, post.author_url)


def _dated(words: str, post: Post) -> SafeString:
    """The date in the given words or our own, linked to the post; the link alone without one."""
    if post.post_date:
        words = words or partial_date(post.post_date, post.language)
        words = format_html('<time datetime="{}">{}</time>', post.post_date, words)
    elif not words:
        words = "See the post" if is_web_link(post.post_url) else ""
    return _linked(words, post.post_url)


def _linked(shown: str, url: str) -> SafeString:
    if not is_web_link(url):
        return conditional_escape(shown)
    return format_html('<a href="{}" rel="nofollow noopener">{}</a>', url, shown)


def _at(handle: str) -> str:
    return handle if handle.startswith("@") else f"@{handle}"
