"""docs/api.md is true: its requests are sent to the demo, one after the other, and answered so."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from rest_framework.test import APIClient

from articles.choices import Scope
from articles.rest import problems
from articles.services import create_token
from articles.tests.api import description, hold_to_description
from newsroom.tests.guide import GUIDE, Example, Ids, differences, examples, read_pattern


@pytest.mark.django_db
def test_the_examples_of_the_guide(settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    tokens = {name: make_token(name) for name in ("reporter", "editor")}
    ids, wrong = Ids(), []
    for example in examples():
        answer = send(example, ids, tokens)
        where = f"docs/api.md:{example.answer.line}"
        wrong += [f"{where}: {line}" for line in compare(example, answer, ids)]
        if wrong:
            break  # the others lean on it
    assert not wrong, "\n".join(wrong)


def make_token(name: str) -> str:
    user = User.objects.get(username=name)
    return create_token(user, name="guide", scopes=list(Scope), days=1, by=user)[1]


def send(example: Example, ids: Ids, tokens: dict[str, str]):
    """``$EDITOR`` stands for a token of the sample editor."""
    request = example.request
    method, path = ids.real(request.start).split(" ")
    headers = {
        name: re.sub(r"\$(\w+)", lambda match: tokens[match[1].lower()], value)
        for name, value in request.headers.items()
    }
    answer = APIClient().generic(
        method, path, ids.real(request.body),
        content_type=headers.pop("Content-Type", "application/json"), headers=headers,
    )  # fmt: skip
    hold_to_description(method.lower(), path, answer)
    return answer


def compare(example: Example, answer, ids: Ids) -> list[str]:
    promised = example.answer
    start = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
    if start != promised.start:
        return [f"{start}: {answer.content.decode()[:500]}"]
    body = (b"".join(answer) if answer.streaming else answer.content).decode().strip()
    is_json = answer.get("Content-Type", "").partition(";")[0].endswith("json")
    if is_json and promised.body:
        body = json.loads(body)
        ids.learn(read_pattern(promised.body), body)
    shown = ids.real(promised.body)
    wrong = differences(read_pattern(shown) if is_json and shown else shown, body)
    for name, value in promised.headers.items():
        wrong += differences(ids.real(value), answer.get(name, ""), name)
    return wrong


def test_the_guide_names_every_code_of_a_problem():
    from annotations import errors as annotation_errors
    from articles import errors as article_errors

    refusals = [
        item
        for module in (article_errors, annotation_errors, problems)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, article_errors.Refusal)
    ]
    codes = {item.code for item in refusals} | set(problems.CODES.values())
    guide = GUIDE.read_text(encoding="utf-8")
    assert {code for code in codes if f"`{code}`" not in guide} == set()


def test_the_guide_names_every_collection():
    guide = GUIDE.read_text(encoding="utf-8")
    names = {path.split("/")[3] for path in description()["paths"]} - {""}
    assert {name for name in names if f"`{name}/" not in guide} == set()
