"""Moving an article from state to state, from its own page."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles.choices import Action, ArticleState
from articles.errors import Refusal
from articles.forms import PublishForm
from articles.models import Article
from articles.permissions import may_perform
from articles.services import allowed_actions, perform, publication_warnings, publish

CHANGE = "admin:articles_article_change"
# Actions that take something from readers or from the desk's lists come last and look it.
BACKWARDS = (Action.RETURN, Action.UNPUBLISH, Action.ARCHIVE)


@dataclass(frozen=True)
class Button:
    action: Action
    label: str
    backwards: bool


def buttons(article: Article | None, user) -> list[Button]:
    """What this person may do with the article now, forwards first."""
    if article is None:
        return []
    possible = [action for action in allowed_actions(article) if may_perform(user, action)]
    possible.sort(key=lambda action: action in BACKWARDS)
    return [Button(item, _label(article, item), item in BACKWARDS) for item in possible]


def _label(article: Article, action: Action) -> str:
    again = action == Action.PUBLISH and article.state == ArticleState.PUBLISHED
    return "Publish changes" if again else action.label


def state_line(article: Article | None) -> str:
    """The state in words, with the time where a published article waits for it."""
    if article is None:
        return "New"
    if article.is_scheduled:
        moment = timezone.localtime(article.published_at)
        return f"Scheduled for {date_format(moment, 'j F Y, H:i')}"
    if article.is_public and article.live_revision_id != article.latest_revision_id:
        return "Published, with unpublished changes"
    return article.get_state_display()


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
            messages.success(request, f"The article is now: {article.get_state_display()}.")
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
            may_schedule=not article.was_ever_public,
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
            messages.success(request, f"{state_line(article)}.")
        return True
