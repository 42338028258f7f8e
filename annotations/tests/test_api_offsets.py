"""Offsets as browsers count them, and which annotations stand on a span."""

import pytest

from annotations.services import relate
from annotations.tests.factories import annotate
from articles.services import publish
from articles.tests.api import Api, done, refused
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db
TEXT = "🐟 fish, 🐟🐟 fish, no fish."
UTF16 = "offset_unit=utf16"


@pytest.fixture
def article(editor):
    return make_article(body=f"<p>{TEXT}</p>", by=editor, published=True)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_reading_and_writing_in_utf16(article, editor):
    api, start, end = Api(editor), units(TEXT[:11]), units(TEXT[:15])
    body = {"article": article.pk, "kind": "claim", "start": start, "end": end}
    made = done(api.post(f"annotations/?{UTF16}", body), 201)
    assert (made["start"], made["end"], made["exact"]) == (start, end, "fish")
    path = f"annotations/{made['id']}/"
    plain, units_too = done(api.get(path)), done(api.get(f"{path}?{UTF16}"))
    assert (plain["start"], plain["end"]) == (11, 15)
    assert units_too == plain | {"start": start, "end": end} == made
    assert done(api.get(f"{path}?offset_unit=code_point")) == plain
    assert done(api.get(f"claims/?{UTF16}"))["results"] == [made]
    assert done(api.put(f"{path}?{UTF16}", made | {"note": "New."}, tag="*"))["start"] == start
    moved = done(api.post(f"{path}reattach/?{UTF16}", {"start": 0, "end": 2}, tag="*"))
    assert (moved["exact"], moved["start"], moved["end"]) == ("🐟", 0, 2)
    assert done(api.post(f"{path}undo/?{UTF16}", tag="*"))["end"] == end
    other = annotate(article, "no fish", by=editor)
    relate(other, other.article.annotations.get(pk=made["id"]), type="supports", by=editor)
    shown = done(api.get(f"annotations/{other.pk}/?include=relations&{UTF16}"))
    assert shown["relations"][0]["annotation"]["start"] == start
    candidates = refused(
        api.post(f"claims/?{UTF16}", {"article": article.pk, "exact": "fish"}), 400, "ambiguous"
    )["candidates"]
    assert [item["start"] for item in candidates] == [3, start, units(TEXT[:20])]
    for candidate in candidates:
        body = {"article": article.pk, "exact": "fish", **candidate}
        assert done(api.post(f"claims/?{UTF16}", body), 201)["start"] == candidate["start"]


def test_half_a_character_and_other_nonsense(article, editor):
    api = Api(editor)
    for place, field in [
        ({"start": 1, "end": 7}, "start"), ({"start": 0, "end": 1}, "end"),
        ({"start": 0, "end": units(TEXT) + 1}, "end"), ({"exact": "fish", "start": 1}, "start"),
    ]:  # fmt: skip
        problem = refused(
            api.post(f"claims/?{UTF16}", {"article": article.pk, **place}), 400, "invalid"
        )
        assert set(problem["errors"]) == {field}
    claim = annotate(article, "no fish", by=editor)
    for query, field in [
        ("offset_unit=bytes", "offset_unit"), ("overlaps=0,4", "overlaps"),
        (f"article={article.pk}&overlaps=4", "overlaps"),
        (f"article={article.pk}&overlaps=4,4", "overlaps"),
        (f"article={article.pk}&overlaps=-1,4", "overlaps"),
        (f"article={article.pk}&overlaps=0,1&{UTF16}", "overlaps"),
    ]:  # fmt: skip
        assert set(refused(api.get(f"annotations/?{query}"), 400, "invalid")["errors"]) == {field}
    for path in (f"annotations/{claim.pk}/", f"annotations/{claim.pk}/approve/"):
        method = api.get if path.count("/") == 2 else api.post
        refused(method(f"{path}?offset_unit=x"), 400, "invalid")
    refused(api.get(f"articles/?{UTF16}"), 400, "invalid")


def test_what_stands_on_a_span(article, editor):
    first = annotate(article, "🐟 fish", by=editor, approved=True)
    second = annotate(article, "🐟🐟 fish", by=editor, approved=True)
    draft = annotate(article, "no fish", by=editor)

    def ids(user, query):
        answer = done(
            Api(user).get(f"annotations/?ordering=created_at&article={article.pk}&{query}")
        )
        return [item["id"] for item in answer["results"]]

    for unit in ("", f"&{UTF16}"):  # it may reach beyond the text
        assert ids(None, f"overlaps=0,99{unit}") == [first.pk, second.pk]
        assert ids(None, f"overlaps=9999,99999{unit}") == []
    assert ids(editor, "overlaps=0,99") == [first.pk, second.pk, draft.pk]
    assert ids(editor, "overlaps=5,9") == [first.pk, second.pk]
    assert ids(editor, "overlaps=6,8") == []  # both ends are half-open
    assert ids(editor, f"overlaps=7,9&{UTF16}") == []
    assert ids(editor, f"overlaps=6,7&{UTF16}") == [first.pk]
    rewrite(article, f"<p>Now: {TEXT}</p>", by=editor)
    assert ids(editor, "overlaps=0,5") == []
    assert ids(editor, "overlaps=0,5&revision=1") == [first.pk]
    assert ids(None, "overlaps=0,5") == [first.pk]
    publish(article, by=editor, reason="test")
    assert ids(None, "overlaps=0,5") == []
    assert done(Api().get("annotations/?article=none&overlaps=0,5"))["results"] == []
