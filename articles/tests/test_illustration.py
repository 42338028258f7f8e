"""Pictures on public pages: in all widths, with alternative text, caption and credit."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.illustration import illustrate
from articles.previewing import make_token
from articles.services import publish
from articles.tests.factories import BODY, figure, make_article, make_image, rewrite

pytestmark = pytest.mark.django_db


def test_a_figure_gets_its_image_and_credit_and_keeps_marks_in_its_caption():
    caption = 'The <mark class="claim" data-annotation="1">wall</mark>'
    html = f'<p>a</p><figure><img src="/media/1" alt="A &quot;b&quot;"><figcaption>{caption}</figcaption></figure>'
    shown = illustrate(html, lambda address, alt: (f"[{address} {alt}]", "<i>credit</i>"))
    assert shown == (
        "<p>a</p><figure>[/media/1 A &quot;b&quot;]"
        f"<figcaption>{caption} <i>credit</i></figcaption></figure>"
    )
    bare = '<figure><img src="/media/1" alt=""></figure>'
    assert illustrate(bare, lambda *_: ("[img]", "")) == "<figure>[img]</figure>"
    assert illustrate(bare, lambda *_: ("[img]", "c")) == (
        "<figure>[img]<figcaption>c</figcaption></figure>"
    )
    assert illustrate(bare, lambda *_: None) == bare


def page(client, article) -> str:
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def images(html: str) -> list[str]:
    return re.findall(r"<img[^>]*>", html)


def test_figures_have_all_widths_their_size_and_their_words(client):
    image = make_image('Gulls & "terns"', credit="Ida <Brandt>", size=(1000, 500))
    body = f'<figure><img src="{image.src}" alt="Birds &lt;3"><figcaption>At low tide</figcaption></figure>'
    html = page(
        client, make_article(body=body + figure(image).replace("terns", ""), published=True)
    )
    (first, _second) = images(html)
    assert 'width="1000" height="500" alt="Birds &lt;3" loading="lazy"' in first
    for width in (480, 960, 1000):
        assert f"{image.address(f'{width}.webp')} {width}w" in first
    assert 'At low tide <span class="credit">Ida &lt;Brandt&gt;</span></figcaption>' in html


def test_an_image_without_words_in_the_body_has_those_of_the_library(client):
    image = make_image('Gulls & "terns"')
    body = f'<figure><img src="{image.src}" alt=""></figure>'
    (only,) = images(page(client, make_article(body=body, published=True)))
    assert 'alt="Gulls &amp; &quot;terns&quot;"' in only


def test_the_lead_image_is_shown_and_given_to_pages_elsewhere(client, settings):
    lead = make_image("The harbour", caption="At dawn", credit="I. Brandt", size=(400, 600))
    html = page(client, make_article(lead_image=lead, published=True))
    (only,) = images(html)
    assert 'alt="The harbour"' in only
    assert "lazy" not in only
    assert re.search(r'At dawn <span class="credit">I. Brandt</span>', html)
    assert f'<meta property="og:image" content="{settings.SITE_URL}{lead.share}">' in html
    assert '<meta property="og:image:alt" content="The harbour">' in html
    assert "og:image" not in page(client, make_article("Without", published=True))


def test_lists_show_the_live_lead_image_in_no_more_queries(client, django_assert_num_queries):
    live, newer = make_image("The harbour"), make_image("The quay")
    for number in range(3):
        article = make_article(f"Article {number}", lead_image=live, published=True)
        rewrite(article, BODY, lead_image=newer)
    with django_assert_num_queries(3):  # sections, articles, bylines
        html = client.get("/").content.decode()
    assert len(images(html)) == html.count('alt="The harbour"') == 3


def test_only_a_body_with_figures_costs_a_query(client, django_assert_num_queries):
    image = make_image()
    make_article("Without", lead_image=image, published=True)
    make_article("With", body=figure(image) * 3, lead_image=image, published=True)
    counts = []
    for slug in ("without", "with"):
        with django_assert_num_queries(6 + (slug == "with")) as queries:
            client.get(f"/articles/{slug}/")
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_a_private_preview_shows_the_pictures_of_its_revision_and_no_others(client):
    lead, inside, later = make_image("Lead"), make_image("Inside"), make_image("Later")
    article = make_article(body=figure(inside), lead_image=lead)
    rewrite(article, figure(later))
    token = make_token(article.pk, 1, now=timezone.now(), days=1)
    html = client.get(f"/preview/{token}/").content.decode()
    assert len(images(html)) == 2
    for address in re.findall(r'<img src="([^"]*)"', html):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    for image, status in ((lead, 200), (inside, 200), (later, 404)):
        assert client.get(f"/preview/{token}/images/{image.key}/600.webp").status_code == status
        assert client.get(image.src).status_code == 404
    for bad in (
        make_token(article.pk, 1, now=timezone.now() - timedelta(days=2), days=1),
        "x",
        token[:-1],
    ):
        assert client.get(f"/preview/{bad}/images/{lead.key}/600.webp").status_code == 404
    assert "og:image" not in html


def test_the_page_shows_the_live_revision_s_pictures(client):
    old, new = make_image("Old"), make_image("New")
    article = make_article(lead_image=old, published=True)
    rewrite(article, BODY, lead_image=new)
    assert 'alt="Old"' in page(client, article)
    publish(article, by=None, reason="test")
    assert 'alt="New"' in page(client, article)
