"""The OpenAPI description is valid, complete and served; the answers are held to it elsewhere."""

import pytest
import yaml
from django.core.management import call_command

from articles.tests.api import Api, description

pytestmark = pytest.mark.django_db


def test_it_is_valid_and_says_everything(tmp_path):
    target = tmp_path / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))
    assert yaml.safe_load(target.read_text())["openapi"].startswith("3.1")


def test_it_is_served():
    response = Api().client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert "/api/v1/annotations/{id}/reattach/" in response.json()["paths"]


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
