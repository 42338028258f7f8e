"""The review tray over HTTP: what it lists, who may do what in it, and that nothing is stale."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation
from annotations.services import approve, confirm, withdraw
from annotations.tests.factories import annotate
from articles.models import Change, Section
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
TRAY = "/admin/annotations/annotation/review/"
TEXT = (
    "<p>The river rose by two metres on Monday.</p>"
    "<p>The council will close three of its nine libraries by May.</p>"
)
NINE = TEXT.replace("two", "nine")
GONE = TEXT.replace("The council will close three of its nine libraries by May.", "Nothing else.")
SIMILAR = TEXT.replace(
    "The council will close three of its nine libraries by May.",
    "Of its nine libraries the council will close three by May, it said.",
)


def words(annotation) -> tuple[str, str]:
    """State, and the words there."""
    anchor = Annotation.objects.get(pk=annotation.pk).latest_anchor
    return str(anchor.state), anchor.words


def seen(annotation) -> dict:
    """What a page shown now would post: version and revision."""
    row = Annotation.objects.select_related("article__latest_revision").get(pk=annotation.pk)
    return {"version": row.version, "revision": row.article.latest_revision.number}


@pytest.fixture
def article(editor):
    return make_article(body=TEXT, by=editor, published=True)


@pytest.fixture
def statistic(article, editor):
    """Approved; nine metres by now."""
    annotation = annotate(article, "rose by two metres", "statistic", by=editor, approved=True)
    rewrite(article, NINE, by=editor)
    return annotation


@pytest.fixture
def claim(article, editor):
    """A draft; its words are gone, and similar ones stand there."""
    words = "council will close three of its nine libraries"
    annotation = annotate(article, words, by=editor)
    rewrite(article, GONE, by=editor)
    rewrite(article, SIMILAR, by=editor)
    assert annotation_state(annotation) == "lost"
    return annotation


def annotation_state(annotation) -> str:
    return Annotation.objects.get(pk=annotation.pk).latest_anchor.state


@pytest.fixture
def tray(log_in):
    """Log in and use the tray."""

    class Tray:
        def log_in(self, name):
            self.client = log_in(name)
            return self

        def get(self, **query):
            answer = self.client.get(TRAY, query)
            assert answer.status_code == 200
            return answer.content.decode()

        def ids(self, **query) -> list[int]:
            """What is listed, in order."""
            return [int(pk) for pk in re.findall(r'data-item="(\d+)"', self.get(**query))]

        def decide(self, annotation, action, **posted):
            data = {"action": action, **seen(annotation), **posted}
            return self.client.post(f"{TRAY}{annotation.pk}/", data)

        def places(self, annotation) -> list[str]:
            """The values of the proposals' buttons."""
            form = f'form="decide-{annotation.pk}" name="action" value="(reattach [0-9]+ [0-9]+)"'
            return re.findall(form, self.get())

    return Tray()


def test_it_shows_what_was_and_what_is_with_the_difference_marked(tray, statistic):
    page = tray.log_in("editor").get()
    assert "rose by <del>two</del> metres" in page
    assert "rose by <ins>nine</ins> metres" in page
    assert "Changed: a number changed" in page
    assert "The river </span>" in page
    assert "<span class=\"review-around\"> on Monday.</span>" in page  # fmt: skip
    assert "Readers still see it" in page  # the published text has two metres
    change = f"/admin/articles/article/{statistic.article_id}/change/"
    assert f'href="{change}"' in page
    assert f'href="{change}#annotation-{statistic.pk}"' in page


def test_who_changed_it_is_told(tray, article, editor, reporter):
    annotate(article, "two metres", "statistic", by=editor)
    rewrite(article, NINE, by=reporter)
    assert re.search(r'review-who">reporter, <time', tray.log_in("editor").get())


def test_a_lost_one_shows_its_words_and_where_similar_ones_stand(tray, claim):
    tray.log_in("editor")
    page = tray.get()
    assert "council will close three of its nine libraries" in page
    assert "Similar words stand here" in page
    [action, *_] = tray.places(claim)
    assert tray.decide(claim, action).status_code == 302
    state, there = words(claim)
    assert state == "intact"
    assert there == "council will close three"
    assert tray.ids() == []


def test_a_lost_one_without_anything_like_it(tray, article, editor):
    annotate(article, "council will close three of its nine libraries", by=editor)
    rewrite(article, GONE, by=editor)
    assert "No similar words stand in the text." in tray.log_in("editor").get()


def test_only_what_needs_a_decision_is_listed(tray, article, editor):
    fine = annotate(article, "The council", by=editor)
    gone = annotate(article, "rose by two metres", "statistic", by=editor)
    done = annotate(article, "two metres", "statistic", by=editor)
    rewrite(article, NINE, by=editor)
    assert tray.log_in("editor").ids() == [gone.pk, done.pk]
    confirm(Annotation.objects.get(pk=done.pk), by=editor)
    assert tray.ids() == [gone.pk]
    withdraw(Annotation.objects.get(pk=gone.pk), by=editor)
    assert tray.ids() == []
    assert "All is well" in tray.get()
    assert annotation_state(fine) == "intact"


def test_confirm_and_undo(tray, statistic, editor):
    tray.log_in("factchecker")
    answer = tray.decide(statistic, "confirm", back="state=changed")
    assert answer.url == f"{TRAY}?state=changed&done={statistic.pk}#annotation-{statistic.pk}"
    assert words(statistic) == ("intact", "rose by nine metres")
    page = tray.client.get(answer.url).content.decode()
    assert "<strong>Confirmed</strong>" in page
    assert 'value="undo"' in page
    assert Change.objects.latest("pk").by.username == "factchecker"
    answer = tray.decide(statistic, "undo", back="state=changed")
    assert annotation_state(statistic) == "changed"
    assert 'value="confirm"' in tray.client.get(answer.url).content.decode()


def test_withdraw_and_undo(tray, statistic):
    tray.log_in("editor")
    tray.decide(statistic, "withdraw")
    assert Annotation.objects.get().status == "withdrawn"
    tray.decide(statistic, "undo")
    row = Annotation.objects.get()
    assert (row.status, row.latest_anchor.state) == ("approved", "changed")


def test_the_script_gets_the_item_alone(tray, statistic):
    tray.log_in("editor")
    answer = tray.decide(statistic, "confirm", fragment="1")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.lstrip().startswith("<li")
    assert 'data-told="Confirmed"' in text
    assert 'data-state=""' in text
    assert f'value="{seen(statistic)["version"]}"' in text
    text = tray.decide(statistic, "undo", fragment="1").content.decode()
    assert 'data-told="Taken back"' in text
    assert 'data-state="changed"' in text


@pytest.mark.parametrize("fragment", ["", "1"])
def test_a_stale_page_does_nothing(tray, statistic, editor, fragment):
    tray.log_in("editor")
    before = Change.objects.count()
    answer = tray.decide(
        statistic, "confirm", version=seen(statistic)["version"] - 1, fragment=fragment
    )
    assert answer.status_code == 409
    assert "Nothing was done. Somebody else changed or moved Statistic" in answer.content.decode()
    assert Change.objects.count() == before
    stale = seen(statistic)
    rewrite(statistic.article, NINE.replace("nine", "ten"), by=editor)
    answer = tray.decide(statistic, "confirm", fragment=fragment, **stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The text was saved by somebody else in the meantime" in page
    assert "rose by <ins>ten</ins> metres" in page  # as it is now, to be decided anew
    assert words(statistic) == ("changed", "rose by ten metres")


def test_what_the_state_does_not_allow_is_told(tray, statistic, editor):
    tray.log_in("editor")
    tray.decide(statistic, "confirm")
    answer = tray.decide(statistic, "confirm")
    assert answer.status_code == 409
    assert "Only changed words can be confirmed" in answer.content.decode()
    answer = tray.decide(statistic, "reattach 7 7")
    assert answer.status_code == 409
    assert "no words" in answer.content.decode()
    assert tray.decide(statistic, "reattach 0 999999999").status_code == 409


def test_reporters_read_and_re_attach_drafts(tray, statistic, claim):
    tray.log_in("reporter")
    page = tray.get()
    assert 'value="confirm"' not in page
    assert 'value="withdraw"' not in page
    assert tray.decide(statistic, "confirm").status_code == 403
    assert tray.decide(statistic, "withdraw").status_code == 403
    assert tray.decide(statistic, "reattach 0 9").status_code == 403  # it is approved
    [place, *_] = tray.places(claim)
    assert tray.decide(claim, place).status_code == 302
    assert tray.decide(statistic, "undo").status_code == 403
    assert tray.decide(claim, "undo").status_code == 302
    assert annotation_state(claim) == "lost"


def test_outsiders_and_strangers_stay_out(client, outsider, statistic):
    url = f"{TRAY}{statistic.pk}/"
    assert client.get(TRAY).status_code == 302
    assert client.post(url, {"action": "confirm", **seen(statistic)}).status_code == 302
    outsider.is_staff = True
    outsider.save()
    client.force_login(outsider)
    assert client.get(TRAY).status_code == 403
    assert client.post(url, {"action": "confirm", **seen(statistic)}).status_code == 403
    assert annotation_state(statistic) == "changed"
    assert "review/" not in client.get("/admin/").content.decode()


def test_the_article_saved_last_comes_first_then_the_order_of_the_text(tray, editor):
    first, second = (make_article(name, TEXT, by=editor) for name in ("One", "Two"))
    one = annotate(first, "two metres", "statistic", by=editor)
    lost = annotate(second, "council will close three of its nine libraries", by=editor)
    two = annotate(second, "two metres", "statistic", by=editor)
    before = annotate(second, "rose by two", "statistic", by=editor)
    rewrite(second, GONE.replace("two", "nine"), by=editor)
    rewrite(first, NINE, by=editor)
    assert tray.log_in("editor").ids() == [one.pk, before.pk, two.pk, lost.pk]
    rewrite(second, GONE.replace("two", "ten"), by=editor)
    assert tray.ids() == [before.pk, two.pk, lost.pk, one.pk]


def test_filters_and_their_counts(tray, editor):
    politics = Section.objects.create(slug="politics", name="Politics")
    other = make_article("Other", TEXT, by=editor, section=politics)
    article = make_article("River", TEXT, by=editor)
    number = annotate(article, "two metres", "statistic", by=editor)
    lost = annotate(article, "council will close three of its nine libraries", by=editor)
    hedge = annotate(other, "council will close", by=editor)
    rewrite(article, GONE.replace("two", "nine"), by=editor)
    rewrite(other, TEXT.replace("will close", "will reportedly close"), by=editor)
    tray.log_in("editor")
    assert tray.ids() == [hedge.pk, number.pk, lost.pk]
    assert tray.ids(state="changed") == [hedge.pk, number.pk]
    assert tray.ids(state="lost") == [lost.pk]
    assert tray.ids(reason="number") == [number.pk]
    assert tray.ids(kind="claim") == [hedge.pk, lost.pk]
    assert tray.ids(section="politics") == [hedge.pk]
    assert tray.ids(article=article.pk) == [number.pk, lost.pk]
    assert tray.ids(article=article.pk, kind="claim", state="lost") == [lost.pk]
    assert tray.ids(section="politics", state="lost") == []
    assert "Nothing here needs a decision" in tray.get(section="politics", state="lost")
    counts = dict(re.findall(r'data-count="(\w+)">(\d+)', tray.get(kind="claim", state="lost")))
    assert counts == {"all": "2", "changed": "1", "lost": "1"}


@pytest.mark.parametrize(
    "query",
    [
        {"state": "intact"}, {"state": "\x00"}, {"reason": "a\x00b"}, {"kind": "x" * 5000},
        {"section": "nowhere\x00"}, {"article": "9" * 18}, {"article": "9" * 400},
        {"article": "-1"}, {"article": "٣"}, {"article": "\x00"}, {"after": "1-2"},
        {"after": "9" * 40}, {"after": "\x00"}, {"done": "x"}, {"done": "9" * 30},
    ],
)  # fmt: skip
def test_parameters_that_say_nothing_are_left_out_and_told(tray, statistic, query):
    tray.log_in("editor")
    assert tray.ids(**query) == [statistic.pk]
    assert f"left out: {next(iter(query))}" in tray.get(**query)


def test_harmless_parameters_do_no_harm(tray, statistic):
    tray.log_in("editor")
    assert tray.ids(unknown="1", utm="x") == [statistic.pk]
    assert tray.ids(done="9" * 18) == [statistic.pk]
    far = "9" * 18
    assert tray.ids(after=f"{far}-9999999999-{far}") == [statistic.pk]
    assert "Nothing further on" in tray.get(after="0-0-0")


@pytest.mark.parametrize(
    "posted",
    [
        {}, {"action": "approve"}, {"action": "delete"}, {"action": "reattach"},
        {"action": "reattach 1"}, {"action": "reattach 1 2 3"}, {"action": "reattach -1 2"},
        {"action": "reattach ٣ 4"}, {"action": f"reattach 1 {'9' * 30}"}, {"action": "confirm 1 2"},
        {"action": "con\x00firm"},
    ],
)  # fmt: skip
def test_what_no_form_posts_is_a_clear_refusal(tray, statistic, posted):
    tray.log_in("editor")
    data = {**seen(statistic), **posted}
    assert tray.client.post(f"{TRAY}{statistic.pk}/", data).status_code == 400
    assert annotation_state(statistic) == "changed"


def test_other_hostile_posts(tray, statistic):
    tray.log_in("editor")
    for pk in (statistic.pk + 1, 10**30):
        url = f"{TRAY}{pk}/"
        assert tray.client.post(url, {"action": "confirm"}).status_code == 404
    for stale in ({"version": ""}, {"revision": "\x00"}, {"version": "9" * 40}, {"revision": "x"}):
        assert tray.decide(statistic, "confirm", **stale).status_code == 409
    answer = tray.decide(statistic, "confirm", back="//evil.example/?next=//evil.example&a=\x00")
    assert answer.url == f"{TRAY}?done={statistic.pk}#annotation-{statistic.pk}"
    assert tray.client.get(f"{TRAY}{statistic.pk}/").url == TRAY


def test_pages_neither_skip_nor_repeat(tray, editor):
    words = [f"word{number} stood here." for number in range(60)]
    article = make_article(body=f"<p>{' '.join(words)}</p>", by=editor)
    made = [annotate(article, word[:-1], "quote", by=editor).pk for word in words]
    rewrite(article, f"<p>{' '.join(words).replace('stood', 'stands')}</p>", by=editor)
    tray.log_in("editor")
    listed, address = [], TRAY
    while address:
        page = tray.client.get(address).content.decode()
        listed += [int(pk) for pk in re.findall(r'data-item="(\d+)"', page)]
        assert len(listed) <= 60
        found = re.search(r'href="(\?[^"]*)" data-next', page)
        address = TRAY + found[1].replace("&amp;", "&") if found else ""
    assert listed == made
    # One that was decided keeps its place in its page, which shows as many others as before.
    confirm(Annotation.objects.get(pk=made[3]), by=editor)
    assert tray.ids(done=made[3]) == made[:26]


def test_the_same_queries_for_two_and_for_thirty_and_no_whole_texts(tray, editor):
    def fill(number):
        for index in range(number):
            body = TEXT + "<p>far away from every annotation</p>"
            article = make_article(f"Piece {index}", body, by=editor)
            annotate(article, "two metres", "statistic", by=editor)
            rewrite(article, body.replace("two", "nine"), by=editor)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = tray.get()
        assert "far away" not in page
        for query in queries.captured_queries:
            selected = query["sql"].partition(" FROM ")[0]
            assert not re.search(r'(?<!\()"(?!annotations_)\w+"\."(text|body)"', selected)
        return len(queries)

    tray.log_in("editor")
    fill(2)
    few = count()
    fill(28)
    assert len(tray.ids()) == 25
    assert count() == few <= 12


def test_lost_ones_load_each_text_once(tray, editor, django_assert_max_num_queries):
    article = make_article(body=TEXT, by=editor)
    for words in (
        "council will close three",
        "three of its nine libraries",
        "nine libraries by May",
    ):
        annotate(article, words, by=editor)
    rewrite(article, GONE, by=editor)
    tray.log_in("editor")
    with django_assert_max_num_queries(13):
        assert len(tray.ids()) == 3


def test_words_are_counted_in_code_points(tray, editor):
    body = "<p>👩‍👩‍👧 🇪🇺 The naïve river e\u0301 rose by two metres 🌊🌊 on Monday.</p>"
    article = make_article(body=body, by=editor)
    annotate(article, "rose by two metres 🌊🌊", "statistic", by=editor)
    rewrite(article, body.replace("two", "nine"), by=editor)
    page = tray.log_in("editor").get()
    assert "rose by <ins>nine</ins> metres 🌊🌊<" in page
    assert "The naïve river e\u0301 <" in page


def test_long_words_are_shown_around_their_edits(tray, editor):
    long = " ".join(f"word{number}" for number in range(400))
    article = make_article(body=f"<p>{long} two metres {long}</p>", by=editor)
    annotate(article, f"{long} two metres {long}", by=editor)
    rewrite(article, f"<p>{long} nine metres {long}</p>", by=editor)
    page = tray.log_in("editor").get()
    assert "word399 <ins>nine</ins> metres word0" in page
    assert "word200" not in page


def test_script_in_text_is_text(tray, editor):
    body = "<p>&lt;script&gt;alert(1)&lt;/script&gt; by two metres</p>"
    article = make_article("<script>alert(2)</script>", body, by=editor)
    annotate(article, "<script>alert(1)</script> by two metres", "statistic", by=editor)
    rewrite(article, body.replace("two", "nine"), by=editor)
    assert "<script>alert" not in tray.log_in("editor").get()


def test_where_it_is_found(tray, statistic, editor):
    tray.log_in("reporter")
    assert f'href="{TRAY}"' in tray.client.get("/admin/").content.decode()
    assert "1 annotation to review" in tray.client.get("/admin/").content.decode()
    listing = tray.client.get("/admin/annotations/annotation/").content.decode()
    assert "1 annotation to review" in listing
    filtered = tray.client.get("/admin/annotations/annotation/?latest_anchor__reason__exact=number")
    assert "two metres" in filtered.content.decode()
    publish = reverse("admin:articles_article_publish", args=[statistic.article_id])
    page = tray.log_in("editor").client.get(publish).content.decode()
    assert f'href="{TRAY}?article={statistic.article_id}"' in page
    confirm(Annotation.objects.get(), by=editor)
    assert f"{TRAY}?article" not in tray.client.get(publish).content.decode()
    assert "to review" not in tray.client.get("/admin/").content.decode()


def test_the_page_of_one_annotation_decides_too(tray, statistic):
    tray.log_in("editor")
    address = reverse("admin:annotations_annotation_change", args=[statistic.pk])
    page = tray.client.get(address).content.decode()
    assert "rose by <ins>nine</ins> metres" in page
    assert 'value="confirm"' in page
    answer = tray.decide(statistic, "confirm", back="page")
    assert answer.url == address
    page = tray.client.get(address).content.decode()
    assert "Confirmed." in page
    assert 'value="undo"' in page
    answer = tray.decide(statistic, "confirm", back="page")
    assert answer.status_code == 409
    assert f'href="{address}"' in answer.content.decode()
    tray.decide(statistic, "undo", back="page")
    assert annotation_state(statistic) == "changed"


def test_a_reporter_is_offered_nothing_there_that_is_not_theirs(tray, statistic, editor):
    address = reverse("admin:annotations_annotation_change", args=[statistic.pk])
    page = tray.log_in("reporter").client.get(address).content.decode()
    for action in ("confirm", "withdraw", "undo"):
        assert f'value="{action}"' not in page
    draft = annotate(statistic.article, "The river", by=editor)
    approve(draft, by=editor)
    address = reverse("admin:annotations_annotation_change", args=[draft.pk])
    assert 'value="withdraw"' not in tray.client.get(address).content.decode()
