"""Posts of social media in what is pasted: recognised, and offered as social embeds."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, SocialEmbed
from annotations.tests.desk import field, log_in, open_article, paste, place_cursor, save, spans
from annotations.tests.factories import annotate
from articles.tests.browser import axe_violations
from articles.tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = (
    "The water is over the quay and nobody knows how long the wall will hold, says the master, " * 2
)
LONG = LONG.rstrip(", ")

# (a text, the words of each post in it, the fields of the first one)
FORMS = {
    "1 a line below": (
        "It was a wet night.\nKeep off the quay, the water is coming. pic.twitter.com/AbCdEfGhIj\n"
        "— Harbour Office (@marl_harbour) November 3, 2026\nNobody was hurt.",
        [
            "Keep off the quay, the water is coming. pic.twitter.com/AbCdEfGhIj\n"
            "— Harbour Office (@marl_harbour) November 3, 2026"
        ],
        {
            "text": "Keep off the quay, the water is coming. pic.twitter.com/AbCdEfGhIj",
            "media": "https://pic.twitter.com/AbCdEfGhIj",
            "author_name": "Harbour Office",
            "handle": "@marl_harbour",
            "post_date": "2026-11-03",
            "platform": "x",
        },
    ),
    "1 of two paragraphs, then another": (
        "It was a wet night, and nobody had slept.\n🚨 BREAKING: the quay is closed\n"
        "The tide is TWO metres up… pic.twitter.com/AbCdEfGhIj\n— ᴹᵃʳˡ Watch (@marlwatch) December 4, 2025\n"
        "🚨 Stay in.\n— Harbour, Office [Marl] (@marl_harbour) December 5, 2025",
        [
            "🚨 BREAKING: the quay is closed\nThe tide is TWO metres up… pic.twitter.com/AbCdEfGhIj\n"
            "— ᴹᵃʳˡ Watch (@marlwatch) December 4, 2025",
            "🚨 Stay in.\n— Harbour, Office [Marl] (@marl_harbour) December 5, 2025",
        ],
        {
            "text": "🚨 BREAKING: the quay is closed\nThe tide is TWO metres up… pic.twitter.com/AbCdEfGhIj",
            "media": "https://pic.twitter.com/AbCdEfGhIj",
            "author_name": "ᴹᵃʳˡ Watch",
            "handle": "@marlwatch",
            "post_date": "2025-12-04",
            "platform": "x",
        },
    ),
    "2 on one line": (
        "He wrote:\nStay in tonight. https://t.co/AbCdEfGhIj — Bo (the pilot) (@bo) March 3, 2024\nMore.",
        ["Stay in tonight. https://t.co/AbCdEfGhIj — Bo (the pilot) (@bo) March 3, 2024"],
        {
            "text": "Stay in tonight. https://t.co/AbCdEfGhIj",
            "author_name": "Bo (the pilot)",
            "handle": "@bo",
            "post_date": "2024-03-03",
            "platform": "x",
        },
    ),
    "3 a Russian date": (
        "Стойте\n— Ана (@ana_m) 3 мая 2017 г.",
        ["Стойте\n— Ана (@ana_m) 3 мая 2017 г."],
        {"text": "Стойте", "author_name": "Ана", "handle": "@ana_m", "post_date": "2017-05-03"},
    ),
    "3 Arabic digits": (
        "قف\n— أنا (@ana_m) ٣ مايو، ٢٠١٧",
        ["قف\n— أنا (@ana_m) ٣ مايو، ٢٠١٧"],
        {"text": "قف", "author_name": "أنا", "handle": "@ana_m", "post_date": "2017-05-03"},
    ),
    "4 a blank line, a link alone, cut": (
        "The river is high tonight and we…\npic.twitter.com/AbCdEfGhIj\n\n— ada (@ada) 2024",
        ["The river is high tonight and we…\npic.twitter.com/AbCdEfGhIj\n\n— ada (@ada) 2024"],
        {
            "text": "The river is high tonight and we…\npic.twitter.com/AbCdEfGhIj",
            "media": "https://pic.twitter.com/AbCdEfGhIj",
            "author_name": "ada",
            "handle": "@ada",
            "post_date": "2024",
            "platform": "x",
        },
    ),
    "4 cut at the platform's limit": (
        f"{LONG}… https://t.co/AbCdEfGhIj\n— ada (@ada) 2024",
        [f"{LONG}… https://t.co/AbCdEfGhIj\n— ada (@ada) 2024"],
        {
            "text": f"{LONG}… https://t.co/AbCdEfGhIj",
            "truncated": "True",
            "author_name": "ada",
            "handle": "@ada",
            "post_date": "2024",
            "platform": "x",
        },
    ),
    "5 names": (
        "Go\n— 🌊 Ada – Marl² ⚓ (she/her), pilot (@ada) June 30, 2024",
        ["Go\n— 🌊 Ada – Marl² ⚓ (she/her), pilot (@ada) June 30, 2024"],
        {
            "text": "Go",
            "author_name": "🌊 Ada – Marl² ⚓ (she/her), pilot",
            "handle": "@ada",
            "post_date": "2024-06-30",
        },
    ),
    "6 Bluesky": (
        "The ferry is late again.\n[image or embed]\n— Bo (@bo.example.org) May 13, 2025 at 11:37 PM",
        [
            "The ferry is late again.\n[image or embed]\n— Bo (@bo.example.org) May 13, 2025 at 11:37 PM"
        ],
        {
            "text": "The ferry is late again.",
            "author_name": "Bo",
            "handle": "@bo.example.org",
            "post_date": "2025-05-13",
            "platform": "bluesky",
        },
    ),
    "6 Bluesky on a day's clock": (
        "Late.\n— Bo (@bo.example.org) Aug 19, 2024 at 22:23",
        ["Late.\n— Bo (@bo.example.org) Aug 19, 2024 at 22:23"],
        {
            "text": "Late.",
            "author_name": "Bo",
            "handle": "@bo.example.org",
            "post_date": "2024-08-19",
            "platform": "bluesky",
        },
    ),
    "7 Mastodon": (
        "As he said.\nPost by @bo@social.example.org\nView on Mastodon\nThen more.",
        ["Post by @bo@social.example.org\nView on Mastodon"],
        {"platform": "mastodon", "handle": "@bo@social.example.org"},
    ),
    "7 Threads": ("Before.\nView on Threads\nAfter.", ["View on Threads"], {"platform": "threads"}),
    "7 Instagram, run together": (
        "The party.View this post on InstagramA post shared by Bo | Pilot (@bo.pilot)The next day",
        ["View this post on InstagramA post shared by Bo | Pilot (@bo.pilot)"],
        {"platform": "instagram", "author_name": "Bo | Pilot", "handle": "@bo.pilot"},
    ),
    "7 Instagram": (
        "View this post on Instagram\n\nA post shared by Bo (@bo) on Nov 3, 2018 at 5:00pm PST",
        ["View this post on Instagram\n\nA post shared by Bo (@bo) on Nov 3, 2018 at 5:00pm PST"],
        {"platform": "instagram", "author_name": "Bo", "handle": "@bo", "post_date": "2018-11-03"},
    ),
    "8 an app's screen": (
        "He wrote.\nBo Aska\n@bo\n·\nNov 3, 2024\nThe ferry is late.\n\nAgain.\n12\n34\n1.2K\nNobody answered.",
        ["Bo Aska\n@bo\n·\nNov 3, 2024\nThe ferry is late.\n\nAgain.\n12\n34\n1.2K"],
        {
            "text": "The ferry is late.\n\nAgain.",
            "author_name": "Bo Aska",
            "handle": "@bo",
            "post_date": "2024-11-03",
        },
    ),
    "8 an app's screen of one post": (
        "Bo Aska\n@bo\nThe ferry is late.\nShow more\n7:51 PM · Nov 3, 2024\n·\n12.3K\nViews\nMore.",
        ["Bo Aska\n@bo\nThe ferry is late.\nShow more\n7:51 PM · Nov 3, 2024\n·\n12.3K\nViews"],
        {
            "text": "The ferry is late.",
            "truncated": "True",
            "author_name": "Bo Aska",
            "handle": "@bo",
            "post_date": "2024-11-03",
            "platform": "x",
        },
    ),
    "from a page of this site": (
        "Keep off\n— Ada Marl (@ada) November 3, 2026\nPost on Truth Social",
        ["Keep off\n— Ada Marl (@ada) November 3, 2026\nPost on Truth Social"],
        {
            "text": "Keep off",
            "author_name": "Ada Marl",
            "handle": "@ada",
            "post_date": "2026-11-03",
            "platform": "truth_social",
        },
    ),
}
NO_POSTS = [
    "The pilot — Bo Aska — was late.",
    "“We were lucky,” said Ada Marl (@ada), the harbour master, in March 2024.",
    "The harbour — Ada Marl (@ada) says so — is closed.",
    "— Ada Marl (@ada) November 3, 2026",
    "You can view on Threads what he said. View on Mastodon, too.",
    "Mail @ada\n@bo\nThe ferry is late.",
    "In 2024\n- the ferry (@ferry) was late",
]
DATES = {
    "3 mai 2017": "2017-05-03",
    "3. Mai 2017": "2017-05-03",
    "3 de mayo de 2017": "2017-05-03",
    "May 3rd, 2017": "2017-05-03",
    "2017年5月3日": "2017-05-03",
    "5월 3일, 2017": "2017-05-03",
    "3 травня 2017 р.": "2017-05-03",
    "3 Mayıs 2017": "2017-05-03",
    "३ मई २०१७": "2017-05-03",
    "2017-05-03": "2017-05-03",
    "May 2017": "2017-05",
    "31 June 2017": "2017",
    "5/3/2017": "2017",
    "3 listopada 2017": "2017",  # October in Croatian, November in Polish
    "May 3": "",
    "": "",
}


def test_every_form_of_a_pasted_post_is_recognised(page, editor):
    log_in(page, "editor", "/admin/articles/article/add/")
    script = "async (text) => (await import('annotations/posts')).postsIn(text)"
    for name, (text, words, fields) in FORMS.items():
        posts = page.evaluate(script, text)
        units = text.encode("utf-16-le")
        found = [units[2 * p["start"] : 2 * p["end"]].decode("utf-16-le") for p in posts]
        assert found == words, name
        assert posts[0]["fields"] == fields, name
    for text in NO_POSTS:
        assert page.evaluate(script, text) == [], text
    script = "async (text) => (await import('annotations/dates')).dateIn(text)"
    assert {words: page.evaluate(script, words) for words in DATES} == DATES
    script = "async (all) => (await import('annotations/permalinks')).permalinkFields(...all)"
    for address, fields in PERMALINKS:
        assert page.evaluate(script, [[address]]) == fields, address
    own, linked = "https://x.com/bo/status/1", "https://x.com/ada/status/2"
    assert page.evaluate(script, [[own, linked], "@Bo"])["post_id"] == "1"
    assert page.evaluate(script, [[linked], "@bo"]) == {}


PASTED = """<meta charset='utf-8'><p>It was a wet night.</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Keep off the quay.</p><p>It is closed.
<a href="https://t.co/AbCdEfGhIj">pic.twitter.com/AbCdEfGhIj</a></p>— Harbour Office (@marl_harbour)
<a href="https://twitter.com/marl_harbour/status/1234567890?ref_src=twsrc%5Etfw">November 3, 2026</a>
</blockquote><p>Then this:</p><p>The ferry is late. [image or embed]</p>
<p>— Bo (<a href="https://bsky.app/profile/bo.example.org">@bo.example.org</a>) <a
href="https://bsky.app/profile/bo.example.org/post/3kabc">May 13, 2025 at 11:37 PM</a></p>
<p>And another:</p><p>View on Threads</p><p>The end.</p>"""


# (address, what it tells)
PERMALINKS = [
    (
        "https://x.com/i/web/status/123?s=20",
        {"platform": "x", "post_url": "https://x.com/i/web/status/123", "post_id": "123"},
    ),
    (
        "https://www.tiktok.com/@bo.aska/video/77?lang=en",
        {
            "platform": "tiktok",
            "post_url": "https://www.tiktok.com/@bo.aska/video/77",
            "post_id": "77",
            "author_url": "https://www.tiktok.com/@bo.aska",
            "handle": "@bo.aska",
        },
    ),
    (
        "https://www.youtube.com/watch?v=a-B_1&t=3",
        {
            "platform": "youtube",
            "post_url": "https://www.youtube.com/watch?v=a-B_1",
            "post_id": "a-B_1",
        },
    ),
    (
        "https://www.facebook.com/marl.harbour/photos/a.12/345/?ref=x",
        {
            "platform": "facebook",
            "post_url": "https://www.facebook.com/marl.harbour/photos/a.12/345",
            "post_id": "345",
            "author_url": "https://www.facebook.com/marl.harbour",
        },
    ),
    (
        "https://truthsocial.com/@marl/posts/99",
        {
            "platform": "truth_social",
            "post_url": "https://truthsocial.com/@marl/posts/99",
            "post_id": "99",
            "author_url": "https://truthsocial.com/@marl",
            "handle": "@marl",
        },
    ),
    (
        "https://social.example.org/@bo/1234567#top",
        {
            "platform": "mastodon",
            "post_url": "https://social.example.org/@bo/1234567",
            "post_id": "1234567",
            "author_url": "https://social.example.org/@bo",
            "handle": "@bo@social.example.org",
        },
    ),
    ("https://example.org/bo/status/1", {}),
]


def offer(page):
    return page.get_by_role("region", name="Posts in the text")


def offered(page, words: str) -> None:
    offer(page).get_by_role("status").get_by_text(words, exact=True).wait_for()


def test_pasted_posts_are_offered_and_tagged_with_one_key_or_click(page, editor):
    article = make_article(body="<p>Before.</p>", by=editor)
    open_article(page, article)
    place_cursor(page, "Before.", at_end=True)
    page.keyboard.press("Enter")
    expect(offer(page)).to_be_hidden()
    paste(page, PASTED)
    offered(page, "1 of 3: Post by Harbour Office (@marl_harbour), November 3, 2026, on X")
    expect(page.locator(":focus")).to_have_attribute("id", "id_body_editor")
    assert axe_violations(page) == []
    page.keyboard.type("!")  # typing goes on where it was
    assert spans(page)["text"].endswith("The end.!")

    page.keyboard.press("Alt+Shift+Y")
    offered(page, "1 of 2: Post by Bo (@bo.example.org), May 13, 2025, on Bluesky")
    expect(field(page, "handle")).to_have_value("@marl_harbour")
    page.keyboard.type("?")
    assert spans(page)["text"].endswith("The end.!?")
    offer(page).get_by_role("button", name="Tag as social embed").click()
    offered(page, "Post on Threads")
    page.keyboard.press("Alt+Shift+X")
    offer(page).wait_for(state="hidden")
    expect(page.locator(":focus")).to_have_attribute("id", "id_body_editor")

    save(page)
    one, two = SocialEmbed.objects.order_by("pk")
    assert one.annotation.latest_anchor.words == (
        "Keep off the quay.\nIt is closed. pic.twitter.com/AbCdEfGhIj\n"
        "— Harbour Office (@marl_harbour) November 3, 2026"
    )
    assert one.text == "Keep off the quay.\nIt is closed. pic.twitter.com/AbCdEfGhIj"
    assert (one.platform, one.author_name, one.handle) == ("x", "Harbour Office", "@marl_harbour")
    assert (one.post_date, one.missing()) == ("2026-11-03", [])
    assert one.post_url == "https://twitter.com/marl_harbour/status/1234567890"
    assert (two.text, two.platform) == ("The ferry is late.", "bluesky")
    assert (one.post_id, one.language, two.post_id) == ("1234567890", "", "3kabc")
    assert two.post_url == "https://bsky.app/profile/bo.example.org/post/3kabc"
    page.reload()
    place_cursor(page, "Before.", at_end=True)
    paste(page, "<p>Late again.</p><p>— Bo (@bo.example.org) May 14, 2025 at 11:37 PM</p>")
    offered(page, "Post by Bo (@bo.example.org), May 14, 2025, on Bluesky")  # and no other


def test_posts_of_an_imported_text_are_offered_until_somebody_decided(page, editor, factchecker):
    posts = "".join(
        f"<p>Water is over pier {n}.</p><p>— Bo (@bo) May {n}, 2025</p>" for n in (1, 2, 3)
    )
    article = make_article(
        body=posts + "<p>Keep off.</p><p>— Ada (@ada) May 4, 2025</p>", by=editor
    )
    annotate(article, "Keep off.\n— Ada (@ada) May 4, 2025", "social_embed", by=editor)
    open_article(page, article, "factchecker")
    offered(page, "1 of 3: Post by Bo (@bo), May 1, 2025")
    page.get_by_role("button", name="Tag all 3").focus()
    page.keyboard.press("Enter")
    offer(page).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "card-toggle"
    assert len(spans(page)["spans"]) == 4
    page.locator("#id_body_editor").focus()
    page.keyboard.press("Control+z")  # all in one step
    offered(page, "1 of 3: Post by Bo (@bo), May 1, 2025")
    page.keyboard.press("Alt+Shift+Y")
    offered(page, "1 of 2: Post by Bo (@bo), May 2, 2025")
    save(page)
    page.locator(".card.is-open").get_by_role("button", name="Withdraw").click()
    page.locator("[data-live]", has_text="Withdrawn").wait_for(state="attached")
    assert Annotation.objects.filter(status="withdrawn").count() == 1
    offered(page, "1 of 2: Post by Bo (@bo), May 2, 2025")  # the withdrawn one is not


# The code that platforms give to whoever wants to show a post: (code, offer, more fields).
CODES = [
    (
        '<blockquote class="twitter-tweet"><p lang="cy" dir="ltr">Keep off.<br><br>Now. <a '
        'href="https://t.co/AbCdEfGhIj">pic.twitter.com/AbCdEfGhIj</a></p>&mdash; Harbour (@marl) <a '
        'href="https://twitter.com/marl/status/12345?ref_src=twsrc%5Etfw">November 3, 2026</a>'
        '</blockquote> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8">'
        "</script>",
        "Post by Harbour (@marl), November 3, 2026, on X",
        {
            "post_url": "https://twitter.com/marl/status/12345",
            "post_id": "12345",
            "author_url": "https://twitter.com/marl",
            "language": "cy",
            "media": "https://pic.twitter.com/AbCdEfGhIj",
        },
    ),
    (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3k">'
        '<p lang="en">Late again.<br><br><a href="https://bsky.app/profile/did:plc:abc/post/3k?ref_'
        'src=embed">[image or embed]</a></p>&mdash; Bo (<a href="https://bsky.app/profile/did:plc:abc'
        '?ref_src=embed">@bo.example.org</a>) <a href="https://bsky.app/profile/did:plc:abc/post/3k'
        '?ref_src=embed">May 13, 2025 at 11:37 PM</a></blockquote><script async></script>',
        "Post by Bo (@bo.example.org), May 13, 2025, on Bluesky",
        {
            "post_url": "https://bsky.app/profile/did:plc:abc/post/3k",
            "post_id": "3k",
            "author_url": "https://bsky.app/profile/did:plc:abc",
            "handle": "@bo.example.org",
            "language": "",  # as the article's
        },
    ),
    (
        '<blockquote class="mastodon-embed" data-embed-url="https://social.example.org/@bo/1234567/'
        'embed" style="background: #FCF8FF;"> <a href="https://social.example.org/@bo/1234567" '
        'target="_blank" style="color: #1C1A25;"> <svg viewBox="0 0 79 75"><path d="M63"/></svg> <div '
        'style="color: #787588;">Post by @bo@social.example.org</div> <div style="font-weight: 500;">'
        "View on Mastodon</div> </a> </blockquote>",
        "Post by @bo@social.example.org, on Mastodon",
        {"post_url": "https://social.example.org/@bo/1234567", "post_id": "1234567"},
    ),
    (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/C1/"'
        ' style="background:#FFF;"><div style="padding:16px;"> <a href="https://www.instagram.com/p/C1'
        '/?utm_source=ig_embed" style="color:#000;"> <div><div></div></div><div style="padding-top:'
        '8px;"> <div style="color:#3897f0;">View this post on Instagram</div></div></a><p style="'
        'margin:0;"><a href="https://www.instagram.com/p/C1/?utm_source=ig_embed">A post shared by Bo '
        "Aska (@bo.aska)</a></p></div></blockquote>",
        "Post by Bo Aska (@bo.aska), on Instagram",
        {"post_url": "https://www.instagram.com/p/C1", "post_id": "C1"},
    ),
    (
        '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.com/@bo/'
        'post/C2"><a href="https://www.threads.com/@bo/post/C2"><div><div>Post by @bo</div><div>View '
        "on Threads</div></div></a></blockquote>",
        "Post by @bo, on Threads",
        {"post_id": "C2", "author_url": "https://www.threads.com/@bo", "handle": "@bo"},
    ),
]


def test_embed_codes_become_the_words_that_they_show(page, editor):
    open_article(page, make_article(body="<p>Before.</p>", by=editor))
    for code, told, fields in CODES:
        page.locator("#id_body_editor").focus()
        page.keyboard.press("Control+a")
        paste(page, text=code)
        offered(page, told)
        assert "<" not in spans(page)["text"]
        page.keyboard.press("Alt+Shift+Y")
        offer(page).wait_for(state="hidden")
        assert {name: field(page, name).input_value() for name in fields} == fields
    # An address that somebody types tells the same, but not of what stands there already.
    card = page.locator(".card.is-open")
    card.locator("[name=post_id]").fill("")
    card.locator("[name=post_url]").fill("https://x.com/other/status/99")
    page.keyboard.press("Tab")
    expect(field(page, "post_id")).to_have_value("99")
    expect(field(page, "handle")).to_have_value("@bo")
    expect(field(page, "platform")).to_have_value("threads")
