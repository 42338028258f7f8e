"""The OpenAPI description is valid, complete and served; the answers are held to it elsewhere."""

import json
from urllib.parse import quote

import jsonschema
import pytest
import yaml
from django.core.management import call_command

from articles.tests.api import Api, description, refused

pytestmark = pytest.mark.django_db


def test_it_is_valid_and_says_everything(tmp_path):
    target = tmp_path / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))
    assert yaml.safe_load(target.read_text())["openapi"].startswith("3.1")


def test_it_is_served():
    response = Api().client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert "/api/v1/annotations/{id}/reattach/" in response.json()["paths"]


@pytest.mark.parametrize(
    ("form", "media_type", "read"),
    [("json", "application/vnd.oai.openapi+json", json.loads), ("yaml", "application/vnd.oai.openapi", yaml.safe_load)],
)  # fmt: skip
def test_a_link_may_name_its_form(form, media_type, read):
    response = Api().client.get(f"/api/v1/schema/?format={form}")
    assert response["Content-Type"] == media_type
    assert read(response.content)["openapi"] == "3.1.0"


def test_a_form_that_it_has_not():
    for query in ("format=xml", "format=json&version=2"):
        refused(Api().client.get(f"/api/v1/schema/?{query}"), 400, "invalid")
    page = Api().client.get("/api/v1/schema/", headers={"Accept": "text/html"})
    refused(page, 406, "not_acceptable")


def test_every_write_of_an_item_says_its_conditions():
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            answers = set(operation["responses"])
            assert {"400", "401", "406"} <= answers, (method, path)
            if method == "get":
                continue
            assert {"403", "409", "415"} <= answers
            if "{" in path and "201" not in answers:  # what is new has no version yet
                assert {"404", "412", "428"} <= answers
                names = {parameter["name"] for parameter in operation["parameters"]}
                assert "If-Match" in names, (method, path)


# Of lists' parameters: what is taken, and what is refused.
FORMS = {
    "fields": (["id", "id,url"], ["title", "id,title", "id,"]),
    "include": (["article", "relations,article"], ["evidence", "article,"]),
    "id": (["1", "7,9223372036854775807"], ["0", "-1", "9223372036854775808", "1,", "one"]),
    "topic": (["floods", "floods,budget"], ["floods,", ",", "floods\x01"]),
    "kind": (["quote", "quote,claim"], ["poem", "quote,poem", ",".join(201 * ["quote"])]),
    "said_on_since": (
        ["2014", "2014-06", "2014-06-30"],
        ["0000", "2014-13", "2014-6", "2014-06-31", "0000-01-01", "June"],
    ),
    "created_since": (
        ["2026-01-31", "1000-01-01"], ["2026", "2026-02-30", "0999-12-31", "9001-01-01", "today"],
    ),
    "value_min": (["0", "-1.5", "9" * 20], ["9" * 21, "1.00000000001", "one"]),
    "q": (["flood wall", "w" * 200], ["w" * 201]),
    "cursor": ([], ["a b", "+"]),
    "page_size": (["1", "200"], ["0", "201", "ten"]),
    "offset_unit": (["utf16"], ["byte"]),
    "format": (["csv", "json"], ["xml"]),
}  # fmt: skip


def is_described(value: str, schema: dict) -> bool:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    told = value.split(",") if schema["type"] == "array" else value
    if (schema.get("items") or schema)["type"] == "integer":
        try:
            told = list(map(int, told)) if isinstance(told, list) else int(told)
        except ValueError:
            return False
    return jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(told)


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_a_parameter_is_what_is_taken(name):
    parameters = description()["paths"]["/api/v1/annotations/"]["get"]["parameters"]
    [schema] = [parameter["schema"] for parameter in parameters if parameter["name"] == name]
    for values, taken in zip(FORMS[name], (True, False), strict=True):
        for value in values:
            answer = Api().get(f"annotations/?{name}={quote(value)}")
            assert (answer.status_code == 200) is taken, (value, answer.content)
            assert is_described(value, schema) is taken, (value, schema)


def test_a_revision_that_nothing_can_have_is_not_described():
    described = [
        parameter["schema"]
        for item in description()["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", ())
        if parameter["name"] == "revision"
    ]
    for schema in described:
        assert not is_described("0", schema)
        assert is_described("1", schema)
    assert len(described) >= 4


def test_a_stream_that_has_no_pages_says_so():
    parameters = description()["paths"]["/api/v1/annotations/"]["get"]["parameters"]
    told = {parameter["name"]: parameter["description"] for parameter in parameters}
    for name in ("cursor", "page_size"):
        assert "Not with a `format` that streams" in told[name]
        assert Api().get(f"annotations/?{name}=1&format=jsonl").status_code == 400
    assert "Not with `format=csv`" in told["include"]
    assert Api().get("annotations/?include=article&format=csv").status_code == 400


def test_a_cursor_of_events_is_a_number():
    parameters = description()["paths"]["/api/v1/events/"]["get"]["parameters"]
    [schema] = [item["schema"] for item in parameters if item["name"] == "cursor"]
    for value, taken in {"0": True, "12": True, "-1": False, "W10": False}.items():
        assert (Api().get(f"events/?cursor={value}").status_code == 200) is taken
        assert is_described(value, schema) is taken


def test_nothing_takes_what_is_shown():
    """An action takes fields of its own, or none, and no whole item."""
    assert [name for name in description()["components"]["schemas"] if "OutRequest" in name] == []
    takes = {
        "annotations/{id}/confirm/": None,
        "annotations/{id}/withdraw/": {"reason"},
        "articles/{id}/submit/": {"reason"},
        "articles/{id}/publish/": {"reason", "published_at"},
    }
    for path, fields in takes.items():
        body = description()["paths"][f"/api/v1/{path}"]["post"].get("requestBody")
        name = body and body["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        members = name and set(description()["components"]["schemas"][name]["properties"])
        assert members == fields, path


def test_what_an_operation_of_bulk_needs(editor):
    """Beside that, it is what the single route takes: of ``create`` all of it."""
    schema = description()["components"]["schemas"]["BulkInRequest"]
    validator = jsonschema.Draft202012Validator(schema["properties"]["operations"]["items"])
    for operation, is_whole in (
        ({"op": "undo"}, False),
        ({"op": "approve", "id": 10**9}, False),
        ({"op": "create"}, True),
    ):
        answer = Api(editor).post("annotations/bulk/", {"operations": [operation]})
        assert answer.status_code in (400, 404, 428), (operation, answer.content)
        assert validator.is_valid(operation) is is_whole, operation


def test_the_form_of_an_idempotency_key(editor):
    parameters = description()["paths"]["/api/v1/sources/"]["post"]["parameters"]
    [schema] = [item["schema"] for item in parameters if item["name"] == "Idempotency-Key"]
    for key, taken in {"k" * 255: True, "k" * 256: False, "clé": False}.items():
        answer = Api(editor).post("sources/", {"name": key[:9]}, **{"Idempotency-Key": key})
        assert (answer.status_code == 201) is taken, (key, answer.content)
        assert is_described(key, schema) is taken, key


@pytest.mark.parametrize("path", ["articles/", "sections/"])
def test_a_slug_is_a_string(editor, path):
    name = "headline" if path == "articles/" else "name"
    problem = refused(Api(editor).post(path, {name: "Seven", "slug": 7}), 400, "invalid")
    assert list(problem["errors"]) == ["slug"]


def test_a_source_has_an_id_or_a_name(editor):
    properties = description()["components"]["schemas"]["NewQuoteInRequest"]["properties"]
    detail = properties["quote"]["$ref"].split("/")[-1]
    speaker = description()["components"]["schemas"][detail]["properties"]["speaker"]
    validator = jsonschema.Draft202012Validator(speaker)
    for source in (0, {"id": 0}, {"name": ""}, {}, {"type": "person"}):
        sent = {"article": 10**9, "kind": "quote", "exact": "a", "quote": {"speaker": source}}
        problem = refused(Api(editor).post("annotations/", sent), 400, "invalid")
        assert "speaker" in problem["errors"]["quote"], source
        assert not validator.is_valid(source), source
    for source in (1, {"id": 1}, {"name": "Bo Tarn"}, None):
        assert validator.is_valid(source), source
