"""Moving an article from state to state, from its own page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles.admin.standing import readers_line
from articles.choices import Action
from articles.errors import Refusal
from articles.forms import PublishForm
from articles.models import Article
from articles.permissions import may_perform
from articles.services import perform, publication_checklist, publication_warnings, publish

CHANGE = "admin:articles_article_change"


class Workflow:
    """The views of ArticleAdmin that move an article."""

    publish_template = "admin/articles/article/publish.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/transition/",
                view(require_POST(self.transition_view)),
                name="articles_article_transition",
            ),
            path("<int:pk>/publish/", view(self.publish_view), name="articles_article_publish"),
            *super().get_urls(),
        ]

    def transition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.get_object(request, pk)
        back = reverse(CHANGE, args=[pk])
        if article is None or request.POST.get("action") not in Action.values:
            messages.error(request, "There is no such article or action; nothing was done.")
            return HttpResponseRedirect(back)
        action = Action(request.POST["action"])
        if not may_perform(request.user, action):
            raise PermissionDenied
        if action == Action.PUBLISH:
            return HttpResponseRedirect(reverse("admin:articles_article_publish", args=[pk]))
        try:
            perform(article, action, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            state = article.get_state_display()
            messages.success(request, f"The article is now: {state}. {readers_line(article)}")
        return HttpResponseRedirect(back)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for a reason where there are warnings, and for a time if one is wanted."""
        if not may_perform(request.user, Action.PUBLISH):
            raise PermissionDenied
        article = self.get_object(request, pk)
        if article is None or article.latest_revision is None:
            messages.error(request, "There is nothing to publish yet: the article has no text.")
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        warnings = publication_warnings(article)
        form = PublishForm(
            request.POST if request.method == "POST" else None,
            warnings=warnings,
            article=article,
        )
        if request.method == "POST" and form.is_valid() and self._publish(request, article, form):
            return HttpResponseRedirect(reverse(CHANGE, args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Publish",
            "article": article,
            "form": form,
            "warnings": warnings,
            "open": [line for line in publication_checklist(article) if line not in warnings],
            "readers": readers_line(article),
        }
        return TemplateResponse(request, self.publish_template, context)

    def _publish(self, request: HttpRequest, article: Article, form: PublishForm) -> bool:
        try:
            publish(
                article,
                by=request.user,
                published_at=form.cleaned_data.get("published_at"),
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return False
        if article.is_public:
            link = format_html("<a href='{}'>Read it on the site</a>.", article.get_absolute_url())
            messages.success(request, format_html("Published. {}", link))
        else:
            messages.success(request, f"Scheduled. {readers_line(article)}")
        return True
