"""Articles over HTTP: each route works, then each refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Author, Section, Topic
from articles.services import publish
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
IN_LIST = {
    "id", "url", "slug", "headline", "standfirst", "section", "topics", "authors", "state",
    "language", "published_at", "updated_at",
}  # fmt: skip


@pytest.fixture
def article(editor):
    return make_article(by=editor)


def path_of(article, rest="") -> str:
    return f"articles/{article.pk}/{rest}"


def test_create_with_everything(reporter, settings):
    section = Section.objects.create(slug="world", name="World")
    topic = Topic.objects.create(slug="floods", name="Floods")
    first = Author.objects.create(slug="zoe", name="Zoe")
    second = Author.objects.create(slug="ann", name="Ann")
    response = Api(reporter).post(
        "articles/",
        {
            "headline": "Harbour floods",
            "standfirst": "Two metres.",
            "body": "<p>The <b>river</b> rose.</p><script>x</script>",
            "section": "world",
            "topics": ["floods"],
            "authors": ["zoe", "ann"],
            "language": "en-GB",
            "slug": "floods-2026",
        },
    )
    data = done(response, 201)
    assert data["slug"] == "floods-2026"
    assert data["body"] == "<p>The <strong>river</strong> rose.</p>"
    assert data["text"] == "The river rose."
    assert data["section"] == {"id": section.pk, "slug": "world", "name": "World"}
    assert data["topics"] == [{"id": topic.pk, "slug": "floods", "name": "Floods"}]
    assert [author["id"] for author in data["authors"]] == [first.pk, second.pk]
    assert (data["state"], data["revision"], data["latest_revision"]) == ("draft", 1, 1)
    assert data["live_revision"] is None
    assert data["url"] == f"{settings.SITE_URL}/api/v1/articles/{data['id']}/"
    assert response["Location"] == data["url"]
    assert response["ETag"].startswith('"1.1-')


def test_create_takes_a_headline_alone(reporter):
    data = done(Api(reporter).post("articles/", {"headline": "Short"}), 201)
    assert (data["slug"], data["body"], data["section"]) == ("short", "", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", ""), ("headline", 5), ("headline", None), ("headline", "x" * 301),
        ("headline", " \n"), ("body", ["<p>x</p>"]), ("section", "nowhere"), ("section", ""), ("topics", [""]),
        ("section", 7), ("section", ["world"]), ("topics", "floods"), ("topics", ["nowhere"]),
        ("authors", [{"name": "Ann"}]), ("authors", [None]), ("language", "<en>"),
        ("language", "e" * 40), ("slug", "a b"), ("slug", "a" * 121), ("state", "published"),
        ("colour", "blue"), ("published_at", "2026-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_create_refuses(reporter, field, value):
    body = {"headline": "Fine", field: value}
    problem = refused(Api(reporter).post("articles/", body), 400, "invalid")
    assert field in problem["errors"]
    assert not Article.objects.exists()


def test_create_refuses_a_taken_slug_and_an_author_twice(reporter):
    make_article(slug="taken")
    Author.objects.create(slug="ann", name="Ann")
    api = Api(reporter)
    problem = refused(api.post("articles/", {"headline": "A", "slug": "taken"}), 400, "invalid")
    assert "slug" in problem["errors"]
    body = {"headline": "A", "authors": ["ann", "ann"]}
    assert "authors" in refused(api.post("articles/", body), 400, "invalid")["errors"]


def test_read_edit_and_put_back_what_was_read(reporter, article):
    api = Api(reporter)
    read = api.get(path_of(article))
    data = done(read)
    data["headline"] = "River falls"
    changed = done(api.put(path_of(article), data, tag=read["ETag"]))
    assert (changed["headline"], changed["revision"], changed["version"]) == ("River falls", 2, 1)
    data["id"] = 999
    problem = refused(api.put(path_of(article), data, tag="*"), 400, "invalid")
    assert "id" in problem["errors"]


def test_patch_text_and_metadata_in_one(editor, article):
    Section.objects.create(slug="world", name="World")
    body = {"body": "<p>New words.</p>", "section": "world", "slug": "new-slug"}
    response = Api(editor).patch(path_of(article), body, tag="*")
    data = done(response)
    assert (data["text"], data["section"]["slug"], data["slug"]) == (
        "New words.",
        "world",
        "new-slug",
    )
    assert response["ETag"].startswith('"2.2-')
    assert done(Api(editor).patch(path_of(article), {"section": None}, tag="*"))["section"] is None


def test_nothing_is_half_written(editor, article):
    make_article(slug="taken")
    body = {"headline": "Written first", "slug": "taken"}
    refused(Api(editor).patch(path_of(article), body, tag="*"), 400, "invalid")
    assert article.revisions.count() == 1


def test_a_stale_tag_changes_nothing(editor, reporter, article):
    tag = Api(editor).get(path_of(article))["ETag"]
    rewrite(article, "<p>In the meantime.</p>", by=reporter)
    for method, path, body in [
        ("patch", "", {"headline": "Mine"}),
        ("put", "", {"headline": "Mine"}),
        ("post", "publish/", {}),
        ("post", "revisions/1/restore/", {}),
    ]:
        response = getattr(Api(editor), method)(path_of(article, path), body, tag=tag)
        refused(response, 412, "stale")
        refused(
            getattr(Api(editor), method)(path_of(article, path), body), 428, "precondition_required"
        )
    article.refresh_from_db()
    assert (article.latest_revision.number, article.state) == (2, "draft")


def test_readers_get_the_live_revision_the_desk_the_latest(editor):
    article = make_article(by=editor, published=True)
    rewrite(article, "<p>Secret draft.</p>", by=editor)
    reader, desk = done(Api().get(path_of(article))), done(Api(editor).get(path_of(article)))
    assert (reader["revision"], desk["revision"]) == (1, 2)
    assert "Secret" not in str(reader)
    assert set(reader) == IN_LIST | {"body", "text", "revision", "lead_image"}
    assert set(done(Api().get("articles/"))["results"][0]) == IN_LIST
    assert set(done(Api(editor).get("articles/"))["results"][0]) == IN_LIST | {
        "live_revision", "latest_revision", "version", "created_at",
    }  # fmt: skip
    assert done(Api(editor).get(path_of(article, "?revision=1")))["revision"] == 1
    refused(Api(editor).get(path_of(article, "?revision=9")), 404, "not_found")
    refused(Api().get(path_of(article, "?revision=1")), 404, "not_found")
    refused(Api(editor).get(path_of(article, "?revision=x")), 400, "invalid")


def test_revisions(editor, article):
    rewrite(article, "<p>Second.</p>", by=editor)
    api = Api(editor)
    listed = done(api.get(path_of(article, "revisions/")))["results"]
    assert [(item["number"], item["created_by"]) for item in listed] == [
        (2, "editor"),
        (1, "editor"),
    ]
    assert done(api.get(path_of(article, "revisions/1/")))["text"].startswith("The river rose")
    restored = done(api.post(path_of(article, "revisions/1/restore/"), tag="*"))
    assert (restored["revision"], restored["text"][:9]) == (3, "The river")
    refused(api.post(path_of(article, "revisions/8/restore/"), tag="*"), 404, "not_found")
    refused(api.get(path_of(article, "revisions/8/")), 404, "not_found")
    refused(Api().get(path_of(article, "revisions/")), 404, "not_found")


def test_plain_text_of_the_live_revision_is_open_to_all(editor):
    article = make_article(body="<p>Ünïcode 🚨.</p>", by=editor, published=True)
    rewrite(article, "<p>Secret.</p>", by=editor)
    response = Api().get(path_of(article, "revisions/1/text"), Accept="text/plain")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "Ünïcode 🚨."
    refused(Api().get(path_of(article, "revisions/2/text")), 404, "not_found")
    assert Api(editor).get(path_of(article, "revisions/2/text")).content == b"Secret."
    assert done(Api().get(path_of(article, "revisions/")))["results"] == []
    refused(Api().get(path_of(article, "revisions/1/")), 404, "not_found")


def test_a_text_without_words_is_a_text(editor):
    article = make_article(body="", by=editor, published=True)
    response = Api().get(path_of(article, "revisions/1/text"))
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_filters(editor):
    section = Section.objects.create(slug="world", name="World")
    one = make_article("One", section=section, by=editor, published=True)
    two = make_article("Two", by=editor)
    api = Api(editor)

    def ids(query):
        return [item["id"] for item in done(api.get(f"articles/?{query}"))["results"]]

    assert ids("section=world") == [one.pk]
    assert ids("section=nowhere") == []
    assert ids("state=draft") == [two.pk]
    assert ids(f"article={two.pk}") == ids("article=two") == [two.pk]
    done(api.patch(path_of(two), {"slug": "second"}, tag="*"))
    assert ids("article=two") == ids("article=second") == [two.pk]
    assert ids("article=99999999999999999999999") == []
    for query in ("state=gone", "colour=blue", "state=draft&state=ready", "state=", "format=xml",
                  "ordering=headline", "page_size=0", "page_size=201", "page_size=x", "cursor=x"):  # fmt: skip
        problem = refused(api.get(f"articles/?{query}"), 400, "invalid")
        assert query.partition("=")[0] in problem["errors"]
    assert done(api.get("articles/?format=json"))


def test_a_date_of_change_is_of_what_one_sees(editor, clock):
    """For readers it does not move with drafts, and an article that opens later is new then."""
    begin = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def at(hours: int) -> str:
        clock(begin + timedelta(hours=hours))
        return f"2026-03-01T{12 + hours}:00:00Z"

    def told(query="ordering=-updated_at", user=None) -> list[str]:
        return [item["updated_at"] for item in done(Api(user).get(f"articles/?{query}"))["results"]]

    published = at(0)
    first = make_article("First", by=editor, published=True)
    at(1)
    opens = begin + timedelta(hours=3)
    publish(make_article("Second", by=editor), by=editor, published_at=opens, reason="test")
    drafted = at(2)
    rewrite(first, "<p>Not yet.</p>", by=editor)
    assert told() == [published]
    assert told(user=editor)[0] == drafted
    tag = Api().get(path_of(first))["ETag"]
    opened = at(3)
    assert told() == [opened, published]
    assert told("updated_since=2026-03-01T14:00:00Z") == [opened]
    assert Api().get(path_of(first))["ETag"] == tag
    updated = at(4)
    publish(first, by=editor, reason="test")
    assert told() == [updated, opened]
    assert Api().get(path_of(first))["ETag"] != tag
