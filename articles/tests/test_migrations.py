"""Upgrading a newsroom that is in use: migrations run with rows in the tables, and back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from articles.services import publish
from articles.tests.factories import make_article, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


def test_readers_dates_of_change_begin_with_what_was_known(editor):
    opens = timezone.now() + timedelta(days=1)
    public, scheduled = make_article("A", by=editor, published=True), make_article("B", by=editor)
    renewed, draft = make_article("C", by=editor, published=True), make_article("D", by=editor)
    publish(scheduled, by=editor, published_at=opens, reason="test")
    rewrite(renewed, "<p>New.</p>", by=editor)
    publish(renewed, by=editor, reason="test")
    rewrite(public, "<p>Not yet.</p>", by=editor)
    call_command("migrate", "articles", "0010_list_orders", verbosity=0)
    call_command("migrate", verbosity=0)
    dates = dict(Article.objects.exclude(pk=draft.pk).values_list("pk", "public_updated_at"))
    assert dates == {
        public.pk: public.published_at,
        scheduled.pk: opens,
        renewed.pk: renewed.live_revision.created_at,
    }
    assert Article.objects.get(pk=renewed.pk).modified_at == renewed.live_revision.created_at
