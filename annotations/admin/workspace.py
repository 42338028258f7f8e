"""The workspace: the article's form with annotation marks and a panel of typed forms.

Its script posts the form with ``Accept: application/json`` and goes on without a reload; without
JavaScript the same form saves the text alone and every annotation is carried.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from js_asset import ImportMap, Media

from annotations.admin import cards as panel
from annotations.admin.open_work import OpenWork, OpenWorkFilter
from annotations.admin.revisions import AnnotatedRevisions
from annotations.admin.saving import SavesAsJson
from annotations.admin.telling import ANNOTATIONS, TELLERS
from annotations.choices import Kind
from annotations.folding import fold
from annotations.forms import DETAIL_FORMS, label_of
from annotations.models import DETAILS, Source
from annotations.permissions import may_annotate, may_rate
from articles.admin import ArticleAdmin
from articles.forms import ArticleForm
from articles.models import Article
from articles.permissions import may_correct, may_edit_articles

MODULES = (
    "cards", "clipboard", "comments", "comparison", "conflict", "dates", "deciding", "delivery",
    "dialogs", "drafting", "elements", "fields", "filters", "finding", "folding", "fragment",
    "gone", "help", "keys", "languages", "leaving", "links", "lock", "login", "mark", "marking",
    "metadata", "notices", "occurrences", "offers", "offsets", "panel", "permalinks", "picking",
    "pointing", "posts", "prefill", "reattach", "reviewing", "save", "shortcuts", "stepping",
    "store", "suggestions", "telling", "toolbar", "unsent",
)  # fmt: skip
SHEETS = ("workspace", "comments", "links", "keyboard", "offers", "panel")
MAX_SUGGESTED = 12


class WorkspaceForm(ArticleForm):
    editor_preset = "workspace"


admin.site.unregister(Article)


@admin.register(Article)
class WorkspaceAdmin(OpenWork, SavesAsJson, AnnotatedRevisions, ArticleAdmin):
    form_class = WorkspaceForm
    list_display = ("headline_line", "state_line", "to_do", "section", "authors_line", "updated_at")
    list_filter = (OpenWorkFilter, *ArticleAdmin.list_filter)
    tellers, groups = ArticleAdmin.tellers | TELLERS, ArticleAdmin.groups | ANNOTATIONS
    template = "admin/annotations/workspace.html"
    buttons_template = "admin/annotations/buttons.html"
    publish_template = "admin/annotations/publish.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.sources_view)
        return [path("sources/", view, name="annotations_sources"), *super().get_urls()]

    def require_access(self, request: HttpRequest, article: Article | None) -> None:
        """Whoever may annotate may post to the page of an article that exists."""
        if article is None or not may_annotate(request.user):
            super().require_access(request, article)

    def context(self, request: HttpRequest, form: ArticleForm) -> dict:
        shown = panel.cards(form.article, request.user)
        media = Media(
            css={"all": [f"annotations/{name}.css" for name in SHEETS]},
            importmap=ImportMap(
                {f"annotations/{name}": f"annotations/{name}.js" for name in MODULES}
            ),
        )
        context = super().context(request, form)
        return {
            **context,
            "media": context["media"] + media,
            "kinds": [
                (
                    kind,
                    DETAIL_FORMS[kind](auto_id="field_%s", may_rate=may_rate(request.user)),
                    DETAILS[kind]().missing(),
                )
                for kind in Kind
            ],
            "may_annotate": may_annotate(request.user),
            "may_correct": may_correct(request.user),
            "workspace": {
                "user": {"id": request.user.pk, "name": request.user.get_username()},
                "article": form.article and form.article.pk,
                "body": panel.marked_body(form.article, shown),
                "cards": shown,
                "allowedWhenNew": panel.allowed_when_new(request.user),
                "mayEditText": may_edit_articles(request.user),
                "loginUrl": reverse("admin:login"),
                "sourcesUrl": reverse("admin:annotations_sources"),
                "choicesUrl": reverse("admin:annotations_choices"),
                "linksUrl": reverse("admin:annotations_links", args=[0]),
                "commentsUrl": reverse("admin:annotations_comments", args=[0]),
                "annotationUrl": reverse("admin:annotations_annotation_change", args=[0]),
            },
        }

    def sources_view(self, request: HttpRequest) -> JsonResponse:
        """Sources whose name begins with, or else contains, ``q``: for the panel's suggestions."""
        if not may_annotate(request.user):
            raise PermissionDenied
        wanted = fold(request.GET.get("q", "").replace("\x00", ""))
        standing = Source.objects.filter(merged_into=None)
        found = list(standing.filter(folded_name__startswith=wanted)[:MAX_SUGGESTED])
        if wanted and len(found) < MAX_SUGGESTED:
            more = standing.filter(folded_name__contains=wanted).exclude(
                pk__in=[s.pk for s in found]
            )
            found += more[: MAX_SUGGESTED - len(found)]
        names = [source.folded_name for source in found]
        answer = [
            {
                "id": source.pk,
                "name": source.name,
                "disambiguation": source.disambiguation,
                "label": label_of(source) if names.count(source.folded_name) > 1 else str(source),
            }
            for source in found
        ]
        return JsonResponse(answer, safe=False)
