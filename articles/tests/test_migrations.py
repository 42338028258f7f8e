"""Upgrading a newsroom that is in use: migrations run with rows in the tables, and back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from articles.services import publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


def test_readers_date_of_change_begins_with_what_was_known(editor):
    opens = timezone.now() + timedelta(days=1)
    public, scheduled = make_article("A", by=editor, published=True), make_article("B", by=editor)
    publish(scheduled, by=editor, published_at=opens, reason="test")
    rewrite(public, "<p>Not yet.</p>", by=editor)
    call_command("migrate", "articles", "0010_list_orders", verbosity=0)
    call_command("migrate", verbosity=0)
    dates = dict(Article.objects.values_list("pk", "public_updated_at"))
    assert dates == {public.pk: Article.objects.get(pk=public.pk).updated_at, scheduled.pk: opens}
