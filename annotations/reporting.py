"""The form in which readers report an error, and how often it may be sent."""

import logging

from django import forms
from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from annotations.models import Report
from articles.text import plain

log = logging.getLogger(__name__)


class ReportForm(forms.Form):
    words = forms.CharField(
        label="The words it is about",
        required=False,
        max_length=Report._meta.get_field("words").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label="What is wrong with them?",
        max_length=Report._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # Nobody sees this field but programs that fill in whatever they find.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_words(self) -> str:
        return plain(self.cleaned_data["words"])

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])


class ReportThrottle(SimpleRateThrottle):
    """So many reports an hour from one address; the address is in the cache for that hour alone."""

    scope = "report"

    def get_rate(self) -> str:
        return f"{settings.REPORTS_PER_HOUR}/hour"

    def get_cache_key(self, request, view) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def allow_request(self, request, view) -> bool:
        try:
            return super().allow_request(request, view)
        except Exception:  # whatever a cache's client raises: a report is worth more than a limit
            log.exception("The cache that counts reports does not answer.")
            return True
