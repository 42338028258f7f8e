"""The public pages of annotations and sources. They show what any reader may see."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.choices import Status
from annotations.excerpts import excerpt
from annotations.facts.elsewhere import elsewhere, without_elsewhere
from annotations.models import DETAIL_PATHS, Annotation, Correction, Source
from annotations.notes import ENDS_OF_SCALE, READER, Note, complete, in_articles, scale_of
from annotations.reporting import ReportForm, ReportThrottle
from annotations.services import report as save_report
from annotations.withholding import black_out
from articles.models import Article
from articles.pages import public_page
from articles.text import plain

PAGE_SIZE = 50
# What a source may be on record with, as its page offers it.
RECORDS = {"": "Everything", "quote": "Quotes", "claim": "Claims", "statistic": "Statistics"}


@public_page()
def annotation(request: HttpRequest, pk: int) -> HttpResponse:
    """An annotation in its sentence. Once public and not now, a page that says only that."""
    rows = Annotation.objects.select_related(
        "article", "live_anchor", "live_anchor__revision", *DETAIL_PATHS
    ).annotate(**ENDS_OF_SCALE)
    found = rows.visible_to(READER).filter(pk=pk).first()
    if found is None:
        return _not_now(request, pk)
    anchor = found.live_anchor
    black_out(anchor.revision)
    note = Note(found, anchor.words, scale=scale_of(found))
    complete([note])
    context = {
        "elsewhere": elsewhere(note),
        "card": without_elsewhere(note),
        "corrections": Correction.objects.visible_to(READER).filter(annotation=found),
        "note": note,
        "revision": anchor.revision,
        "excerpt": excerpt(anchor.revision.text, anchor.start, anchor.end),
    }
    return render(request, "annotations/annotation.html", context)


def _not_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Neither content nor article is named: the article itself may have gone."""
    was_public = Annotation.objects.filter(first_public_at__lte=timezone.now())
    status = get_object_or_404(was_public.values("status"), pk=pk)["status"]
    response = render(
        request,
        "annotations/not_now.html",
        {"number": pk, "withdrawn": status == Status.WITHDRAWN},
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page("before", "kind")
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """Who a source is, and what it is on record with, newest first, of one ``?kind=`` or all."""
    found = get_object_or_404(Source.objects.visible_to(READER), pk=pk)
    if found.merged_into_id:
        return redirect("source", pk=found.merged_into_id, permanent=True)
    kind = request.GET.get("kind", "")
    if kind not in RECORDS:
        raise Http404
    named = Q(claim__claimant=found) | Q(quote__speaker=found) | Q(statistic__publisher=found)
    rows = in_articles(Annotation.objects.visible_to(READER).filter(named)).order_by("-pk")
    shown, older = _page(request, rows.filter(kind=kind) if kind else rows)
    context = {"source": found, "annotations": shown, "older": older}
    context |= {"kind": kind, "kinds": RECORDS.items()}
    return render(request, "annotations/source.html", context)


@public_page("before")
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction of what is public, newest first."""
    rows = Correction.objects.visible_to(READER).select_related("article__live_revision")
    heavy = ("article__live_revision__body", "article__live_revision__text")
    shown, older = _page(request, rows.defer(*heavy).order_by("-pk"))
    context = {"corrections": shown, "older": older}
    return render(request, "annotations/corrections.html", context)


def _page(request: HttpRequest, rows: QuerySet) -> tuple[list, int | str]:
    """The rows below ``?before=``, newest first, and where the next page goes on ("" at the end)."""
    before = request.GET.get("before")
    if before is not None:
        if not (before.isascii() and before.isdecimal() and len(before) <= 18):
            raise Http404
        rows = rows.filter(pk__lt=int(before))
    rows = list(rows[: PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """A reader says what is wrong in an article: with ``?words=`` of it, or an ``?annotation=``."""
    articles = Article.objects.public().select_related("live_revision")
    article = get_object_or_404(articles, slug=slug)
    note = _reported_note(request, article)
    if note:
        black_out(note.live_anchor.revision)
    words = note.live_anchor.words if note else request.GET.get("words", "")
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, initial={"words": plain(words)[:1000]})
    context = {"article": article, "revision": article.live_revision, "form": form, "note": note}
    status = 200
    if form.is_valid():
        if not ReportThrottle().allow_request(request, None):
            status = 429
            form.add_error(None, "There were several reports from your address. Try in an hour.")
        else:
            if not form.is_from_a_program:
                fields = {name: form.cleaned_data[name] for name in ("text", "words")}
                save_report(article, annotation=note, **fields)
            return render(request, "annotations/reported.html", context)
    elif form.is_bound:
        status = 400
    return render(request, "annotations/report.html", context, status=status)


def _reported_note(request: HttpRequest, article: Article) -> Annotation | None:
    number = request.GET.get("annotation", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    rows = Annotation.objects.public().select_related("live_anchor__revision")
    return rows.filter(article=article, pk=int(number)).first()
