"""The article's list and its form; alone it edits the text, annotations add the workspace."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin import workflow
from articles.admin.conflict import reconcile
from articles.admin.desk import DeskAdmin
from articles.admin.narrowing import OfAuthor, OfTopic
from articles.admin.revisions import Revisions
from articles.admin.standing import standing, state_line
from articles.admin.timeline import Timeline
from articles.errors import Refusal, StaleBase, StaleVersion
from articles.forms import ArticleForm, ImageForm
from articles.models import Article, Author, Byline, Change, Image, Revision
from articles.permissions import may_edit_articles
from articles.services import create_article, edit_article, lock_article, save_revision


@admin.register(Article)
class ArticleAdmin(workflow.Workflow, Revisions, Timeline, DeskAdmin):
    form_class = ArticleForm
    template = "admin/articles/article/change_form.html"
    buttons_template = "admin/articles/article/buttons.html"
    list_display = ("headline_line", "state_line", "section", "authors_line", "updated_at")
    list_filter = ("state", "section", OfTopic, OfAuthor)
    list_select_related = ("latest_revision", "section")
    sortable_by = ("updated_at",)
    search_fields = ("latest_revision__headline", "latest_revision__text", "slug")
    search_help_text = "Words of the headline or the text, an author or a slug."
    ordering = ("-updated_at", "-id")

    def has_add_permission(self, request) -> bool:
        return may_edit_articles(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit_articles(request.user)

    def get_queryset(self, request):
        bylines = Byline.objects.select_related("author")
        return (
            super()
            .get_queryset(request)
            .defer("latest_revision__body", "latest_revision__text")
            .prefetch_related(Prefetch("byline_set", bylines))
        )

    def get_search_results(self, request, queryset, search_term):
        """Also by an author's name: joined to the others, each article would come several times."""
        found, several = super().get_search_results(request, queryset, search_term)
        if search_term:
            signed = Byline.objects.filter(author__name__icontains=search_term)
            found |= queryset.filter(pk__in=signed.values("article"))
        return found, several

    @admin.display(description="Headline")
    def headline_line(self, article: Article) -> str:
        return article.headline

    @admin.display(description="State")
    def state_line(self, article: Article) -> str:
        return state_line(article)

    @admin.display(description="Authors")
    def authors_line(self, article: Article) -> str:
        return ", ".join(byline.author.name for byline in article.byline_set.all())

    def history_view(self, request, object_id, extra_context=None) -> HttpResponse:
        """Django's "History": everything that was done to the article and what is in it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = self.article_or_none(object_id)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        lists = reverse("admin:articles_article_changelist")
        page = reverse(workflow.CHANGE, args=[article.pk])
        context = {
            "title": f"History of “{article.headline}”",
            "crumbs": [("Articles", lists), (article.headline, page)],
        }
        shown = Image.objects.filter(revisions__article=article).values("pk")
        pictures = models.Q(subject="image", verb="edited", subject_id__in=shown)
        changes = Change.objects.filter(models.Q(article=article) | pictures)
        return self.timeline(request, changes, context)

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's hook behind both add_view and change_view; here it is our own form."""
        article = None
        if object_id is not None:
            article = self.article_or_none(object_id)
            if article is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        self.require_access(request, article)
        if request.method == "POST":
            return self.post(request, article)
        return self.page(request, self.form_for(request, article))

    def article_or_none(self, object_id: str) -> Article | None:
        if not object_id.isdecimal() or len(object_id) > 18:
            return None
        rows = Article.objects.select_related("latest_revision", "live_revision")
        return rows.filter(pk=object_id).first()

    def require_access(self, request: HttpRequest, article: Article | None) -> None:
        """Raise PermissionDenied where this person may not open the page."""
        reading = article is not None and request.method != "POST"
        if not ((self.has_view_permission(request) and reading) or may_edit_articles(request.user)):
            raise PermissionDenied

    def form_for(self, request: HttpRequest, article: Article | None, data=None) -> ArticleForm:
        return self.form_class(data, article=article, locked=not may_edit_articles(request.user))

    def post(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        """A plain form post: saves the text and metadata; nothing typed is lost when it cannot."""
        if not may_edit_articles(request.user):
            raise PermissionDenied
        form = self.form_for(request, article, request.POST)
        if not form.is_valid():
            return self.page(request, form)
        try:
            saved = self.save(form, article, by=request.user)
        except (StaleBase, StaleVersion):
            return self.conflict_page(request, form)
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.page(request, form)
        messages.success(request, "Saved.")
        for message in left_out(saved.latest_revision):
            messages.warning(request, message)
        return HttpResponseRedirect(reverse(workflow.CHANGE, args=[saved.pk]))

    @transaction.atomic
    def save(self, form: ArticleForm, article: Article | None, *, by) -> Article:
        """Everything or nothing. Raises what the services raise, and StaleVersion."""
        article = self.save_metadata(form, article, by=by)
        save_revision(article, **form.text, by=by, base=form.cleaned_data["base"])
        return article

    def save_metadata(self, form: ArticleForm, article: Article | None, *, by) -> Article:
        """Make the row, or edit it. Raises StaleVersion rather than undo another's change."""
        if article is None:
            return create_article(headline=form.text["headline"], by=by, **form.metadata)
        article = Article(pk=article.pk)
        seen = lock_article(article).version
        edit_article(article, by=by, **form.metadata)
        if article.version != seen != form.cleaned_data["version"]:
            raise StaleVersion(
                "Somebody changed the slug, section, topics, authors or language meanwhile. "
                "Nothing was saved.",
            )
        return article

    # Pages

    def page(self, request: HttpRequest, form: ArticleForm, **extra) -> HttpResponse:
        status = 400 if form.is_bound and not extra else 409 if extra else 200
        return TemplateResponse(
            request, self.template, {**self.context(request, form), **extra}, status=status
        )

    def context(self, request: HttpRequest, form: ArticleForm) -> dict:
        article = form.article
        return {
            **self.admin_site.each_context(request),
            "title": article.headline if article else "New article",
            "opts": self.opts,
            "article": article,
            "form": form,
            "media": form.media,
            "may_edit": may_edit_articles(request.user),
            "state_line": state_line(article),
            "standing": standing(article, request.user) if article else None,
            "buttons_template": self.buttons_template,
            "lead": form.lead,
            "picture_form": ImageForm(auto_id="picture_%s"),
            "author_names": Author.objects.order_by("name")[:500],
        }

    def conflict_page(self, request: HttpRequest, form: ArticleForm) -> HttpResponse:
        """What both changed is told; the form has both put together, upon what is there now."""
        article = self.article_or_none(str(form.article.pk))
        conflict = reconcile(article, form, self.form_for(request, article))
        return self.page(request, self.form_for(request, article, conflict.data), conflict=conflict)


def left_out(revision: Revision) -> list[str]:
    """What to tell of images that may not stand in the text, if there are any."""
    named = ", ".join(revision.dropped_images)
    return [f"Left out, since the library has no such picture: {named}"] if named else []


def add_refusal(form: ArticleForm, refusal: Refusal) -> None:
    """Show a service's refusal at the field it is about, or above the form."""
    errors = refusal.extra.get("errors") or {}
    for name, lines in errors.items():
        form.add_error(name if name in form.fields else None, lines)
    if not errors:
        form.add_error(None, refusal.message)
