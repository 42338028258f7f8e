"""Saving the workspace: what its script posts, and what it is answered."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from annotations.admin import cards as panel
from annotations.admin.merging import merging
from annotations.admin.posting import Posted, read_items
from annotations.models import IdempotencyKey
from annotations.services import Saved, claim_key, remember_save, save_workspace
from articles.admin import workflow
from articles.admin.article import left_out
from articles.admin.conflict import values_of
from articles.admin.image import image_json
from articles.admin.standing import standing
from articles.errors import Invalid, Refusal, StaleBase, StaleVersion
from articles.forms import ArticleForm
from articles.models import Article
from articles.permissions import may_correct, may_edit_articles
from articles.services import refuse_long_body, try_again
from articles.text import plain, read_marks


class AnotherUser(Refusal):
    """Somebody else is logged in now than when the page was opened."""

    code, status = "another_user", 409


class SavesAsJson:
    """The half of the article's admin that answers the workspace's script."""

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
        """The answer has all that the page needs to go on: base, version, ids, cards, body.

        A save that was done before, by its key, is only answered again.
        """
        require_same_user(request)
        refuse_long_body(request.POST.get("body", ""))
        key = read_key(request.POST)
        done = try_again(lambda: self._save_once(request, article, key))
        if isinstance(done, JsonResponse):
            return done
        return JsonResponse(self._answer(request, *done))

    def _save_once(
        self, request: HttpRequest, article: Article | None, key: UUID | None
    ) -> JsonResponse | tuple[Article, Saved]:
        """What was saved, or the answer where nothing was."""
        row = claim_key(key, by=request.user) if key else None
        if row and row.article:
            return JsonResponse(self._answer_again(request, row))
        form = self.form_for(request, article, request.POST)
        posted = Posted()
        if "annotations_loaded" in request.POST:
            posted = read_items(request.POST.get("annotations", ""), article, by=request.user)
        if not form.is_valid() or posted.errors:
            return invalid(form, posted)
        article, saved = self.save_all(form, posted, article, by=request.user)
        if row:
            remember_save(row, article, saved)
        return article, saved

    def save_all(
        self, form: ArticleForm, posted: Posted, article: Article | None, *, by
    ) -> tuple[Article, Saved]:
        """Text, metadata and annotations. Raises what the services raise, and PermissionDenied."""
        if may_edit_articles(by):
            article = self.save_metadata(form, article, by=by)
        else:
            require_same_text(form, article)
        base = form.cleaned_data["base"]
        return article, save_workspace(article, **form.text, by=by, base=base, items=posted.items)

    def _answer_again(self, request: HttpRequest, row: IdempotencyKey) -> dict:
        """With base and version as that save left them: what came later is for the next one."""
        saved = Saved(row.article.revisions.get(number=row.revision), row.ids)
        return self._answer(request, row.article, saved) | {"version": row.version}

    def _answer(self, request: HttpRequest, article: Article, saved: Saved) -> dict:
        article = self.article_or_none(str(article.pk))
        shown = panel.cards(article, request.user)
        bar = {
            "standing": standing(article, request.user),
            "article": article,
            "may_correct": may_correct(request.user),
        }
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
            "state": bar["standing"].state,
            "buttons": render_to_string(self.buttons_template, bar),
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
                "fields": values_of(self.form_for(request, article)),
                "by": str(latest.created_by or "a command"),
                "at": latest.created_at.isoformat(),
            },
        }
        if latest and latest.number != int(request.POST["base"]):
            answer["merge"] = merging(article, request.POST, shown)
        return JsonResponse(answer, status=409)


def require_same_user(request: HttpRequest) -> None:
    """Raise AnotherUser where the page was opened by somebody else than is logged in now."""
    opened_by = request.POST.get("user", "")
    if opened_by and opened_by != str(request.user.pk):
        name = request.user.get_username()
        raise AnotherUser(
            f"You are logged in as {name} now. Nothing was saved.",
            user={"id": request.user.pk, "name": name},
        )


def read_key(posted: QueryDict) -> UUID | None:
    """Under which a save is done once. Raises Invalid."""
    raw = posted.get("key", "")
    try:
        return UUID(raw) if raw else None
    except ValueError:
        raise Invalid("The key of a save is a UUID.") from None


def invalid(form: ArticleForm, posted: Posted) -> JsonResponse:
    errors = {name: list(lines) for name, lines in form.errors.items()}
    if posted.errors:
        errors["annotations"] = posted.errors
    message = "Nothing was saved yet: some fields need correcting."
    return JsonResponse({"code": "invalid", "message": message, "errors": errors}, status=400)


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
