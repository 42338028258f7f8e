"""Upgrading a newsroom that is in use: migrations run with rows in the tables, and back."""

from datetime import date

import pytest
from django.core.management import call_command

from annotations.models import Claim
from annotations.tests.factories import COMPLETE, annotate
from articles.tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def test_dates_of_reviews_can_be_looked_for(editor):
    article = make_article(by=editor)
    days = {"2026-05": date(2026, 5, 1), "": date(1, 1, 1), "2025": date(2025, 1, 1)}
    for text in (*days, "2026-05"):
        annotate(article, "The river", detail=COMPLETE["claim"] | {"reviewed_on": text})
    call_command("migrate", "annotations", "0015_list_orders", verbosity=0)
    call_command("migrate", verbosity=0)
    assert dict(Claim.objects.values_list("reviewed_on", "reviewed_on_sort")) == days
