from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations.choices import Kind, State, Status
from annotations.models import Annotation, Relation
from articles.models import Article, Change
from articles.permissions import may_see_drafts

pytestmark = pytest.mark.django_db


def load(*options):
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def test_loads_once_and_is_safe_to_run_again(settings, django_user_model):
    settings.DEBUG = True
    out = load()
    assert "editor / demo" in out
    changes = Change.objects.count()
    assert "0 articles" in load()
    assert Change.objects.count() == changes
    for name in ("reporter", "factchecker", "editor"):
        person = django_user_model.objects.get(username=name)
        assert person.check_password("demo")
        assert person.is_staff
        assert not person.is_superuser
        assert may_see_drafts(person)


def test_it_shows_every_kind_status_state_and_a_relation_across_articles():
    load("--force")
    assert Article.objects.public().count() >= 6
    kinds = Annotation.objects.filter(is_public=True).values_list("kind", flat=True)
    assert set(kinds) == set(Kind.values)
    assert set(Annotation.objects.values_list("status", flat=True)) == set(Status.values)
    states = Annotation.objects.values_list("latest_anchor__state", flat=True)
    assert set(states) == set(State.values)
    assert any(
        relation.from_annotation.article_id != relation.to_annotation.article_id
        for relation in Relation.objects.select_related("from_annotation", "to_annotation")
    )


def test_refused_in_production_unless_forced():
    with pytest.raises(CommandError, match="DEBUG"):
        load()
    assert not Article.objects.exists()
