"""What an editor's paste becomes, what a body reads as, and where marks stand."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from articles.tests.clipboards import CLIPBOARDS
from articles.text import (
    clean,
    clean_report,
    from_plain_text,
    plain,
    project,
    read_marks,
    tidy_span,
)
from articles.text.vocabulary import BLOCKS, INLINE, NOT_CONTENT, READ_AS


def item(place: str, marker: str, words: str) -> str:
    """An item of a list as Word writes it."""
    return (
        f"<p style='text-indent:-18.0pt;mso-list:{place} lfo1'><![if !supportLists]><span>"
        f"<span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span></span><![endif]>{words}</p>"
    )


@pytest.mark.parametrize(
    ("html", "body"),
    [
        # Stray content gets its paragraph.
        ("hello", "<p>hello</p>"),
        ("a <b>b</b><p>c</p>d", "<p>a <strong>b</strong></p><p>c</p><p>d</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p><p>two</p><p>three</p>"),
        ("<section><h1>Top</h1><h6>Low</h6></section>", "<h2>Top</h2><h4>Low</h4>"),
        ("<dl><dt>a<dd>b</dl>", "<p>a</p><p>b</p>"),
        ("<pre>\na\n\n  b  c\n</pre>", "<p>a<br><br>b c</p>"),
        ("<details><summary>S</summary>text</details>", "<p>S</p><p>text</p>"),
        # Empty things.
        ("", ""),
        ("  \n ", ""),
        ("<p></p>", ""),
        ("<p> </p><p><br></p>", ""),
        ("<p>a</p><p> </p><p>b</p>", "<p>a</p><p></p><p>b</p>"),
        ("<div></div><ul></ul><table></table>a", "<p>a</p>"),
        ("<blockquote></blockquote>a", "<blockquote><p></p></blockquote><p>a</p>"),
        ("<p>a<strong></strong><em><sub></sub></em></p>", "<p>a</p>"),
        # White space.
        ("<p> a \t\n b <br> c </p>", "<p>a b<br>c</p>"),
        ("<p>a <em> b</em> </p>", "<p>a <em>b</em></p>"),
        ("<p>a\r\nb\u2028c\xa0 </p>", "<p>a b\u2028c&nbsp;</p>"),
        ("<p>a&#13;b&#1;c\x00d\ud800e</p>", "<p>a bcde</p>"),
        # Inline tags in one order, equal neighbours merged.
        ("<em><strong>x</strong></em>", "<p><strong><em>x</em></strong></p>"),
        ("<b>a</b><strong>b</strong>", "<p><strong>ab</strong></p>"),
        ("<b>a<b>b</b></b>", "<p><strong>ab</strong></p>"),
        (
            "<em>a<a href='/x'>b</a></em>",
            '<p><em>a</em><a href="/x"><em>b</em></a></p>',
        ),
        ("<strong>a</strong><br><strong>b</strong>", "<p><strong>a<br>b</strong></p>"),
        ("a<strong><br></strong>b", "<p>a<br>b</p>"),
        ("<p>x<sup>2</sup><sub>i</sub><u>y</u></p>", "<p>x<sup>2</sup><sub>i</sub>y</p>"),
        # Fake formats.
        (
            "<b style='font-weight:normal'><p>a <b>b</b></p></b>",
            "<p>a <strong>b</strong></p>",
        ),
        ("<i style='font-style: normal'>a</i>", "<p>a</p>"),
        # Lists.
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<li>a</li> <li>b</li>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<ul><li></li></ul>", "<ul><li><p></p></li></ul>"),
        ("<ul><li><h2>a</h2></li></ul>", "<ul><li><p>a</p></li></ul>"),
        (
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
            "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
        ),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ul>stray<li>a</li></ul>", "<ul><li><p>stray</p></li><li><p>a</p></li></ul>"),
        ("<ol start=3 type=i><li>a</ol>", '<ol start="3" type="i"><li><p>a</p></li></ol>'),
        ("<ol start=1 type=1><li>a</ol>", "<ol><li><p>a</p></li></ol>"),
        (
            "<ul><li><blockquote>a</blockquote></ul>",
            "<ul><li><p></p><blockquote><p>a</p></blockquote></li></ul>",
        ),
        # Entities: the browser's own.
        ("<p>&quot;a&quot; &amp;lt; &lt;b&gt;</p>", '<p>"a" &amp;lt; &lt;b&gt;</p>'),
    ],
)
def test_clean(html, body):
    assert clean(html) == body
    assert clean(body) == body


@pytest.mark.parametrize(("name", "html", "body"), CLIPBOARDS)
def test_what_other_programs_put_on_the_clipboard(name, html, body):
    assert clean(html) == body
    assert clean(body) == body


def test_the_paste_hook_knows_the_same_tags():
    source = Path(finders.find("articles/paste.js")).read_text(encoding="utf-8").replace("\\", "")
    known = set(
        re.findall(r"[a-z][a-z0-9]*(?::[a-z]+)?", source[: source.index("export function")])
    )
    assert (NOT_CONTENT | set(READ_AS) | BLOCKS | set(INLINE)) - {"a", "b", "i"} <= known


@pytest.mark.parametrize(
    ("html", "body"),
    [
        # Styles say what is bold, slanted, raised, lowered: the innermost decides.
        ("<span style='font-weight:700'>a</span>", "<p><strong>a</strong></p>"),
        (
            "<b>a<span style='font-weight: 400'>b</span>c</b>",
            "<p><strong>a</strong>b<strong>c</strong></p>",
        ),
        (
            "<span style='FONT-STYLE : Italic;vertical-align:super'>a</span>",
            "<p><em><sup>a</sup></em></p>",
        ),
        ("<b style='mso-bidi-font-weight:normal'>a</b>", "<p><strong>a</strong></p>"),
        ("<p style='font-weight:700'>a</p>", "<p>a</p>"),
        # A browser's own spaces and break.
        (
            "a<span class='Apple-converted-space'>\xa0</span>b<br class='Apple-interchange-newline'>",
            "<p>a b</p>",
        ),
        ("a<span>\xa0</span>b", "<p>a&nbsp;b</p>"),
        # Word's lists, out of order, in cells, too deep, beside others.
        (
            item("l0 level3", "a)", "x") + item("l0 level1", "b)", "y"),
            '<ol type="a"><li><p>x</p></li></ol><ol><li><p>y</p></li></ol>',
        ),
        (
            item("l0 level1", "·", "x") + item("l1 level1", "·", "y"),
            "<ul><li><p>x</p></li></ul><ul><li><p>y</p></li></ul>",
        ),
        (
            item("l0 level1", "1.", "x") + "<p></p>" + item("l0 level1", "2.", "y"),
            '<ol><li><p>x</p></li></ol><p></p><ol start="2"><li><p>y</p></li></ol>',
        ),
        (
            f"<table><tr><td>{item('l0 level1', 'iv.', 'x')}</table>",
            "<table><tbody><tr><td><ol><li><p>x</p></li></ol></td></tr></tbody></table>",
        ),
        (
            "<blockquote>" * 20 + item("l0 level1", "1.", "x"),
            "<blockquote>" * 20 + "<p>x</p>" + "</blockquote>" * 20,
        ),
        (
            "<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>x</h2>",
            "<h2>x</h2>",
        ),
    ],
)
def test_styles_of_other_programs(html, body):
    assert clean(html) == body
    assert clean(body) == body


@pytest.mark.parametrize(
    ("html", "body"),
    [
        (
            "<table><thead><tr><th>h<tbody><tr><td>a</table>",
            "<table><tbody><tr><th><p>h</p></th></tr><tr><td><p>a</p></td></tr></tbody></table>",
        ),
        ("<table><caption>c</caption><tr><td></table>", None),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr>"
            "<tr><td><p>c</p></td><td><p></p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2>a<tr><td>b<td>c</table>",
            '<table><tbody><tr><td colspan="2"><p>a</p></td></tr>'
            "<tr><td><p>b</p></td><td><p>c</p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td rowspan=9>a<td>b<tr></tr><tr><td>c</table>",
            '<table><tbody><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
            "<tr><td><p>c</p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>a<table><tr><td>b<td>c</table></table>",
            "<table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td></tr></tbody></table>",
        ),
    ],
)
def test_tables_are_rectangular(html, body):
    assert clean(clean(html)) == clean(html)
    if body is None:
        body = "<p>c</p><table><tbody><tr><td><p></p></td></tr></tbody></table>"
    assert clean(html) == body


def test_a_table_that_is_mostly_holes_keeps_its_words_only():
    wide = "<td>y</td>" * 1000
    body = clean(f"<table>{'<tr><td>x</td></tr>' * 1000}<tr>{wide}</tr></table>")
    assert body == "<p>x</p>" * 1000 + "<p>y</p>" * 1000


@pytest.mark.parametrize(
    ("html", "body", "dropped"),
    [
        ("<img src='/media/a.jpg'>", '<figure><img src="/media/a.jpg" alt=""></figure>', ()),
        (
            "<p>a <img src='/media/a.jpg' alt='A \"b\"' width=10 height=x> c</p>",
            '<p>a</p><figure><img src="/media/a.jpg" alt="A &quot;b&quot;" width="10"></figure>'
            "<p>c</p>",
            (),
        ),
        (
            "<figure><figcaption>Cap <b>x</b></figcaption><p><img src='/media/a.jpg'></p></figure>",
            '<figure><img src="/media/a.jpg" alt=""><figcaption>Cap <strong>x</strong>'
            "</figcaption></figure>",
            (),
        ),
        (
            "<figure><img src='/media/a.jpg'><img src='/media/b.jpg'>"
            "<figcaption><p>c</p><p>d</p></figcaption></figure>",
            '<figure><img src="/media/a.jpg" alt=""></figure>'
            '<figure><img src="/media/b.jpg" alt=""><figcaption>c<br>d</figcaption></figure>',
            (),
        ),
        (
            "<figure><img src='https://example.org/a.jpg'><figcaption>c</figcaption></figure>",
            "<p>c</p>",
            ("https://example.org/a.jpg",),
        ),
        ("<p><img src='//example.org/media/a.jpg'></p>", "", ("//example.org/media/a.jpg",)),
        ("<p>a<img src='/media/../admin/'>b", "<p>ab</p>", ("/media/../admin/",)),
        ("<p>a<img src='/media/x/%2E./a'>b", "<p>ab</p>", ("/media/x/%2E./a",)),
        (
            "a<img src='data:image/png;base64,AAAA' alt='Chart'>",
            "<p>a</p>",
            ("an image without a usable address (Chart)",),
        ),
        (
            "<figure><img src='/media/a.jpg'><figcaption> </figcaption></figure>",
            '<figure><img src="/media/a.jpg" alt=""></figure>',
            (),
        ),
    ],
)
def test_images_are_the_sites_own_and_the_rest_is_told(html, body, dropped):
    cleaned = clean_report(html)
    assert (cleaned.body, cleaned.dropped) == (body, dropped)
    assert clean(body) == body


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVa\tScript:alert(1)",
        "&#106;avascript&colon;alert(1)",
        "\x01javascript:alert(1)",
        "java\x00script:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//example.org",
        "/\\example.org",
        "/\t/example.org",
        "page.html",
        "#part",
        "tel:123",
        "http:",
        "",
    ],
)
def test_other_links_lose_the_tag_and_keep_the_text(href):
    assert clean(f'<p>a <a href="{href}">b</a></p>') == "<p>a b</p>"


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        (" HTTP://example.org/ ", "HTTP://example.org/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("/in/house#part", "/in/house#part"),
        ("https://example.org/\n\ta", "https://example.org/a"),
        ("https://example.org/<'>", "https://example.org/&lt;'&gt;"),
    ],
)
def test_good_links_stay_with_address_and_title_only(href, written):
    html = f'<a class=x target=_blank rel=nofollow onclick=x title=" T " href="{href}">b</a>'
    body = f'<p><a href="{written}" title="T">b</a></p>'
    assert clean(html) == body == clean(body)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src='/media/x' onerror=alert(1)>",
        "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<template><script>alert(1)</script></template>",
        "<textarea></textarea><img src=x onerror=alert(1)>",
        "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href='javascript:/'><a href='x'>x</a>",
        "<object data='javascript:alert(1)'>x</object><embed src='javascript:alert(1)'>",
        "<a href='https://x' title='\"><script>alert(1)</script>'>x</a>",
        "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
        "<td colspan='2\" onclick=\"alert(1)'>x",
        "<xmp><script>alert(1)</script></xmp>",
        "<!--><script>alert(1)</script>-->",
        "<mark data-annotation='1\" onclick=\"x'>x</mark>",
        "<p>x</p><plaintext><script>alert(1)</script>",
    ],
)
def test_hostile_html_is_harmless(html):
    for body in (clean(html), read_marks(html).body, clean(f"<table><tr><td>{html}")):
        bare = body.replace("&lt;script&gt;", "")
        assert "<script" not in bare
        assert "javascript:" not in bare.replace("javascript:alert(1)&gt;", "")
        tags = [part.split(">")[0] for part in body.split("<")[1:]]
        assert not any(" on" in tag or "style" in tag or "mark" in tag for tag in tags)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" * 10_000 + "words",
        "<ul><li>" * 10_000 + "words",
        "<div><b>" * 10_000 + "words",
        "<table><tr><td>" * 10_000 + "words",
        "<mark data-annotation='1'>" * 10_000 + "words",
        "<p>" + "".join(f"<font a={n}>" for n in range(10_000)) + "<p>" * 10_000 + "words",
        "</p></div></ul>" * 10_000 + "words",
        "<figure><figcaption>" * 10_000 + "words",
    ],
)
def test_deep_nesting_keeps_the_words(html):
    body = clean(html)
    assert project(body).strip("\n") == "words"
    assert clean(body) == body
    assert body.count("<") < 50_000


def test_text_is_one_line_for_each_paragraph_heading_and_caption():
    body = clean(
        "<h2>Head</h2><p>one<br>two</p><p></p><ul><li>a<ul><li>b</ul></ul><hr>"
        "<table><tr><th>h<td>d</table><figure><img src=/media/a.jpg><figcaption>c</figure>"
        "<blockquote><p>&lt;q&gt;&nbsp;&amp;amp;</p></blockquote>"
    )
    assert project(body) == "Head\none\ntwo\n\na\nb\nh\nd\nc\n<q>\xa0&amp;"
    assert project("") == ""


def test_content_is_never_normalised():
    odd = "e\u0301 \ufb01 𝐛𝐨𝐥𝐝 \u2011 \u00ad \u200b \u2028 \u2029 \x85 \U0001f469\u200d\U0001f680"
    assert project(clean(f"<p>{odd}</p>")) == odd


@pytest.mark.parametrize(
    ("html", "places"),
    [
        ("<p>a <mark data-annotation='12'>b</mark> c</p>", {"12": "b"}),
        ("<p>a <mark data-annotation='12 new-1'>b</mark> c</p>", {"12": "b", "new-1": "b"}),
        (
            "<p><mark data-annotation='1'>a <mark data-annotation='2'>b</mark> c</mark></p>",
            {"1": "a b c", "2": "b"},
        ),
        ("<p><mark data-annotation='1'>  a \xa0 </mark></p>", {"1": "a"}),
        ("<p>x   <mark data-annotation='1'>  a  </mark>   y</p>", {"1": "a"}),
        (
            "<p>a <mark data-annotation='1'>b</mark></p><p><mark data-annotation='1'>c</mark>d</p>",
            {"1": "b\nc"},
        ),
        (
            "<p><mark data-annotation='1'>a</mark><em><mark data-annotation='1'>b</mark></em></p>",
            {"1": "ab"},
        ),
        ("<p><mark data-annotation='1'>a<br>b</mark></p>", {"1": "a\nb"}),
        (
            "<p><mark data-annotation='1'>ab</mark> - <mark data-annotation='1'>cde</mark></p>",
            {"1": "cde"},
        ),
        ("<mark data-annotation='1'><p>a</p><p>b</p></mark>", {"1": "a\nb"}),
        ("<p>a<mark data-annotation='1'> </mark>b<mark data-annotation='2'></mark></p>", {}),
        ("<p><mark>a</mark> <mark data-annotation='x 1x -1 new- 1.5'>b</mark></p>", {}),
        (f"<p><mark data-annotation='{'1' * 19} ١ 5'>a</mark></p>", {"5": "a"}),
        (
            "<p>e<mark data-annotation='1'>\u0301f \U0001f469</mark>\u200d\U0001f680</p>",
            {"1": "e\u0301f \U0001f469\u200d\U0001f680"},
        ),
        ("<pre>\n<mark data-annotation='1'>a\nb</mark>\n</pre>", {"1": "a\nb"}),
        (
            "<figure><figcaption><mark data-annotation='1'>c</mark></figcaption>"
            "<img src='/media/a.jpg'></figure><p>d</p>",
            {"1": "c"},
        ),
        ("<table><caption>a</caption><tr><td>b<mark data-annotation='1'>c", {"1": "c"}),
    ],
)
def test_marks_are_read_where_their_words_stand(html, places):
    marked = read_marks(html)
    found = {id_: marked.text[start:end] for id_, (start, end) in marked.places.items()}
    assert found == places
    assert "mark" not in marked.body
    assert marked.text == project(marked.body)


@pytest.mark.parametrize(
    ("text", "span", "tidy"),
    [
        ("a bc d", (2, 4), (2, 4)),
        ("a bc d", (1, 5), (2, 4)),
        ("a\nbc\n", (1, 5), (2, 4)),
        ("\u2003a\xa0\u2028", (0, 4), (1, 2)),
        ("\u200ba", (0, 2), (0, 2)),
        ("xe\u0301y", (2, 3), (1, 3)),
        ("xe\u0301y", (1, 2), (1, 3)),
        ("\U0001f469\u200d\U0001f680", (1, 2), (0, 3)),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", (1, 2), (0, 2)),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", (2, 3), (2, 4)),
        ("\u1112\u1161\u11ab", (1, 2), (0, 3)),
        ("a\n\u0301b", (2, 3), (2, 3)),
    ],
)
def test_tidy_span(text, span, tidy):
    assert tidy_span(text, *span) == tidy
    assert tidy_span(text, *tidy) == tidy


@pytest.mark.parametrize("span", [(-1, 2), (0, 9), (2, 1), (1, 1), (1, 2), (3, 3)])
def test_a_span_without_words_is_an_error(span):
    with pytest.raises(ValueError, match="span"):
        tidy_span("a b", *span)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (" A\r\n headline\t ", "A headline"),
        ("a\x00b\x1fc\ud800", "abc"),
        ("\xa0a\u2028b\xa0", "\xa0a\u2028b\xa0"),
        ("<b>", "<b>"),
        ("", ""),
    ],
)
def test_plain(value, stored):
    assert plain(value) == stored


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("\ufeffone\r\ntwo\rthree\n", "<p>one</p><p>two</p><p>three</p>"),
        ("a\n\n \xa0 \n\u2028\nb", "<p>a</p><p>b</p>"),
        ("a\u2028b <i> & c", "<p>a\u2028b &lt;i&gt; &amp; c</p>"),
        ("\xa0a  b", "<p>&nbsp;a b</p>"),
        ("\x01\n\x0c\n", ""),
        ("", ""),
    ],
)
def test_from_plain_text(source, body):
    assert from_plain_text(source) == body


def test_unknown_images_of_our_own_media_are_dropped_where_somebody_knows_which_are_known():
    html = "<img src='/media/a.jpg'><figure><img src='/media/b.jpg'><figcaption>c</figure>"
    html += "<img src='https://example.org/d.jpg'>"
    report = clean_report(html, known=lambda addresses: [a for a in addresses if "a" in a[7:]])
    assert report.body == '<figure><img src="/media/a.jpg" alt=""></figure><p>c</p>'
    assert report.dropped == ("/media/b.jpg", "https://example.org/d.jpg")


def test_marks_stand_on_the_text_without_unknown_images():
    html = (
        "<blockquote><img src='/media/a.jpg'></blockquote>"
        "<p>The <mark data-annotation=7>river</mark></p>"
    )
    marked = read_marks(html, known=lambda addresses: ())
    assert marked.dropped == ("/media/a.jpg",)
    assert marked.body == clean_report(html, known=lambda addresses: ()).body
    start, end = marked.places["7"]
    assert project(marked.body)[start:end] == marked.text[start:end] == "river"
