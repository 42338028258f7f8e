"""What the description says that a token needs for a write is what it needs."""

import re

import pytest
from django.db import transaction

from annotations.models import Annotation
from annotations.services import add_evidence, comment, relate, report
from annotations.services.corrections import add_correction
from annotations.tests.factories import annotate
from articles.choices import Scope
from articles.models import Author, Section, Topic
from articles.services import create_token
from articles.tests.api import Api, description
from articles.tests.factories import make_article, make_image
from newsroom.api import COLLECTIONS

pytestmark = pytest.mark.django_db
WRITES = [
    (method, path)
    for path, item in description()["paths"].items()
    for method in item
    if method not in ("get", "head")
]


@pytest.fixture
def newsroom(editor):
    """One of everything, the newest not yet seen by readers."""
    report(make_article("Seen", by=editor, published=True), text="It was Tuesday.")
    article = make_article(by=editor)
    first = annotate(article, "The river", by=editor)
    add_evidence(first, by=editor, title="A letter", link="https://example.org/letter")
    quote = annotate(article, "“We were lucky,”", "quote", by=editor)
    relate(first, quote, type="supports", by=editor)
    add_correction(article, by=editor, text="It was Tuesday.")
    comment(first, by=editor, text="Which gauge?")
    make_image(by=editor)
    for model in (Author, Section, Topic):
        model.objects.create(name="Harbour", slug="harbour")


def scopes_said(method: str, path: str) -> set[str]:
    ways = description()["paths"][path][method]["security"]
    return {scope for way in ways for scope in way.get("bearer", ())}


def address(path: str) -> str:
    """With the newest row's id in it."""
    model = COLLECTIONS[re.match(r"/api/v1/([\w-]+)/", path)[1]].queryset.model
    row = model.objects.order_by("-pk").first()
    return re.sub(r"\{\w+\}", lambda name: "1" if name[0] == "{number}" else str(row.pk), path)


def body(path: str) -> dict:
    """Empty, which is looked at only once the caller may; but in bulk it is, for each operation."""
    if not path.endswith("/bulk/"):
        return {}
    draft = Annotation.objects.earliest("pk")
    return {"operations": [{"op": "update", "id": draft.pk, "version": "*", "note": "New"}]}


def attempt(user, scopes: set[str], method: str, path: str):
    with transaction.atomic():
        _token, secret = create_token(user, name="x", scopes=scopes, days=1, by=user)
        send = getattr(Api(token=secret), method)
        answer = send(address(path), *([] if method == "delete" else [body(path)]), tag="*")
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_write_takes_the_scopes_that_it_is_said_to_take(newsroom, editor, method, path):
    said = scopes_said(method, path)
    assert said
    answer = attempt(editor, set(Scope) - said, method, path)
    assert answer.status_code == 403, (answer.status_code, answer.content)
    problem = answer.json()
    problem = problem["results"][0]["problem"] if "results" in problem else problem
    assert problem["code"] == "insufficient_scope"
    assert problem["scope"] in said
    assert attempt(editor, said, method, path).status_code not in (401, 403)
