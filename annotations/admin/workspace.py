"""The workspace: the article's form with annotation marks and a panel of typed forms.

Its script posts the form with ``Accept: application/json`` and goes on without a reload; without
JavaScript the same form saves the text alone and every annotation is carried.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from js_asset import ImportMap, Media

from annotations.admin import cards as panel
from annotations.admin.posting import Posted, read_items
from annotations.admin.revisions import AnnotatedRevisions
from annotations.admin.telling import ANNOTATIONS, TELLERS
from annotations.choices import Kind
from annotations.folding import fold
from annotations.forms import DETAIL_FORMS, label_of
from annotations.models import DETAILS, Source
from annotations.permissions import may_annotate, may_rate
from annotations.services import Saved, save_workspace
from articles.admin import ArticleAdmin, workflow
from articles.admin.article import left_out
from articles.admin.image import image_json
from articles.admin.standing import standing
from articles.errors import Invalid, Refusal, StaleBase, StaleVersion
from articles.forms import ArticleForm
from articles.models import Article
from articles.permissions import may_correct, may_edit_articles
from articles.text import plain, read_marks

MODULES = (
    "cards", "comments", "comparison", "conflict", "drafting", "elements", "fields", "filters",
    "finding", "fragment", "help", "keys", "links", "lock", "mark", "marking", "notices",
    "offsets", "panel", "picking", "prefill", "reattach", "reviewing", "save", "shortcuts",
    "sources", "stepping", "store", "telling", "toolbar",
)  # fmt: skip
SHEETS = ("workspace", "comments", "links", "keyboard")
MAX_SUGGESTED = 12


class WorkspaceForm(ArticleForm):
    editor_preset = "workspace"


admin.site.unregister(Article)


@admin.register(Article)
class WorkspaceAdmin(AnnotatedRevisions, ArticleAdmin):
    form_class = WorkspaceForm
    tellers, groups = ArticleAdmin.tellers | TELLERS, ArticleAdmin.groups | ANNOTATIONS
    template = "admin/annotations/workspace.html"
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
                "sourcesUrl": reverse("admin:annotations_sources"),
                "linksUrl": reverse("admin:annotations_links", args=[0]),
                "commentsUrl": reverse("admin:annotations_comments", args=[0]),
                "annotationUrl": reverse("admin:annotations_annotation_change", args=[0]),
            },
        }

    def post(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        wanted = request.get_preferred_type(["text/html", "application/json"])
        if wanted != "application/json":
            return super().post(request, article)
        try:
            return self.save_json(request, article)
        except StaleBase as stale:
            return self._stale(request, article, stale)
        except StaleVersion as stale:
            return self._stale(request, article, stale)
        except Refusal as refusal:
            answer = {"code": refusal.code, "message": refusal.message, **refusal.extra}
            return JsonResponse({"errors": {}, **answer}, status=refusal.status)
        except PermissionDenied:
            message = "You may not make one of these changes; nothing was saved."
            return JsonResponse({"code": "permission_denied", "message": message}, status=403)

    def save_json(self, request: HttpRequest, article: Article | None) -> JsonResponse:
        """The answer has all that the page needs to go on: base, version, ids, cards, body."""
        form = self.form_for(request, article, request.POST)
        posted = Posted()
        if "annotations_loaded" in request.POST:
            posted = read_items(request.POST.get("annotations", ""), article, by=request.user)
        if not form.is_valid() or posted.errors:
            errors = {name: list(lines) for name, lines in form.errors.items()}
            if posted.errors:
                errors["annotations"] = posted.errors
            message = "Nothing was saved yet: some fields need correcting."
            return JsonResponse(
                {"code": "invalid", "message": message, "errors": errors}, status=400
            )
        if not may_edit_articles(request.user):
            require_same_text(form, article)
        with transaction.atomic():
            if may_edit_articles(request.user):
                article = self.save_metadata(form, article, by=request.user)
            saved = save_workspace(
                article,
                **form.text,
                by=request.user,
                base=form.cleaned_data["base"],
                items=posted.items,
            )
        return JsonResponse(self._answer(request, article, saved))

    def _answer(self, request: HttpRequest, article: Article, saved: Saved) -> dict:
        article = self.article_or_none(str(article.pk))
        shown = panel.cards(article, request.user)
        bar = {"standing": standing(article, request.user), "article": article}
        return {
            "article": article.pk,
            "base": saved.revision.number,
            "version": article.version,
            "body": panel.marked_body(article, shown),
            "headline": article.headline,
            "slug": article.slug,
            "ids": saved.ids,
            "annotations": shown,
            "url": reverse(workflow.CHANGE, args=[article.pk]),
            "transition_url": reverse("admin:articles_article_transition", args=[article.pk]),
            "history_url": reverse("admin:articles_article_history", args=[article.pk]),
            "revisions_url": reverse("admin:articles_article_revisions", args=[article.pk]),
            "state": bar["standing"].state,
            "buttons": render_to_string("admin/articles/article/buttons.html", bar),
            "messages": left_out(saved.revision),
        }

    def _stale(self, request: HttpRequest, article: Article | None, stale: Refusal) -> JsonResponse:
        """Told, with everything as it is now, so that the page can show both and go on."""
        article = self.article_or_none(str(article.pk)) if article else None
        latest = article.latest_revision if article else None
        shown = panel.cards(article, request.user)
        answer = {
            "code": stale.code,
            "message": stale.message,
            "annotation": stale.extra.get("annotation"),
            "version": article.version if article else 0,
            "annotations": shown,
            "latest": latest
            and {
                "base": latest.number,
                "headline": latest.headline,
                "standfirst": latest.standfirst,
                "lead_image": latest.lead_image and image_json(latest.lead_image),
                "text": latest.text,
                "body": panel.marked_body(article, shown),
                "by": str(latest.created_by or "a command"),
                "at": latest.created_at.isoformat(),
            },
        }
        return JsonResponse(answer, status=409)

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


def require_same_text(form: ArticleForm, article: Article) -> None:
    """Raise PermissionDenied where somebody who may only annotate posts another text.

    Compared with the revision they started from; save_workspace then refuses a stale one.
    """
    base = article.revisions.filter(number=form.cleaned_data["base"]).first()
    posted = {
        "headline": plain(form.text["headline"]),
        "standfirst": plain(form.text["standfirst"]),
        "body": read_marks(form.text["body"]).body,
    }
    if base is None:
        raise Invalid("There is no such revision to start from.")
    if any(getattr(base, name) != value for name, value in posted.items()):
        raise PermissionDenied
