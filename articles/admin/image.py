"""The library of pictures: the list, one picture, and what the picker in an article's page asks."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.desk import DeskAdmin
from articles.errors import Invalid
from articles.forms import ImageForm
from articles.models import Article, Image
from articles.permissions import may_edit_articles
from articles.services import add_image, edit_image

MOST_OFFERED = 24  # pictures in the picker; searching finds the others
MOST_NAMED = 20  # articles that show a picture


def image_json(image: Image) -> dict:
    """What the article's page has to know of a picture."""
    names = ("id", "src", "thumbnail", "width", "height", "alt", "credit", "caption")
    return {name: getattr(image, name) for name in names}


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    template = "admin/articles/image/form.html"
    list_display = ("picture", "alt", "credit", "size", "created_by", "created_at")
    list_display_links = ("picture", "alt")
    list_select_related = ("created_by",)
    search_fields = ("alt", "credit", "caption")

    def get_urls(self):
        view = self.admin_site.admin_view(self.choices_view)
        return [path("choices/", view, name="articles_image_choices"), *super().get_urls()]

    def has_add_permission(self, request) -> bool:
        return may_edit_articles(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_edit_articles(request.user)

    @admin.display(description="Picture")
    def picture(self, image: Image) -> SafeString:
        # Its alternative text stands beside it, in a column of its own.
        return format_html('<img class="thumbnail" src="{}" alt="Picture">', image.thumbnail)

    @admin.display(description="Pixels")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    def choices_view(self, request: HttpRequest) -> JsonResponse:
        """The newest pictures that ``q`` is about, as ``{"pictures": [...], "more": bool}``."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("q", "").replace("\x00", "")
        found, _ = self.get_search_results(request, Image.objects.order_by("-id"), wanted)
        rows = list(found[: MOST_OFFERED + 1])
        shown = [image_json(image) for image in rows[:MOST_OFFERED]]
        return JsonResponse({"pictures": shown, "more": len(rows) > MOST_OFFERED})

    # One picture

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's hook behind both add_view and change_view; here it is our own form."""
        image = self.get_object(request, object_id) if object_id is not None else None
        if object_id is not None and image is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        reading = image is not None and request.method != "POST"
        if not (may_edit_articles(request.user) or (reading and self.has_view_permission(request))):
            raise PermissionDenied
        if request.method == "POST":
            return self.post(request, image)
        return self.page(request, ImageForm(image=image))

    def post(self, request: HttpRequest, image: Image | None) -> HttpResponse:
        form = ImageForm(request.POST, request.FILES, image=image)
        saved = self.save(form, by=request.user)
        wanted = request.get_preferred_type(["text/html", "application/json"])
        if wanted == "application/json":
            answer = {"errors": form.errors} if saved is None else image_json(saved)
            return JsonResponse(answer, status=400 if saved is None else 201)
        if saved is None:
            return self.page(request, form, status=400)
        messages.success(request, "Saved." if image else "The picture is in the library.")
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[saved.pk]))

    def save(self, form: ImageForm, *, by) -> Image | None:
        """The picture, or None where the form now says what is wrong."""
        if not form.is_valid():
            return None
        try:
            if form.image:
                return edit_image(form.image, by=by, **form.cleaned_data)
            return add_image(by=by, **form.cleaned_data)
        except Invalid as refusal:
            for name, lines in refusal.errors.items():
                form.add_error(name, lines)
            return None

    def page(self, request: HttpRequest, form: ImageForm, status: int = 200) -> HttpResponse:
        image = form.image
        context = {
            **self.admin_site.each_context(request),
            "title": "Picture" if image else "Add a picture",
            "opts": self.opts,
            "form": form,
            "image": image,
            "articles": articles_with(image) if image else [],
            "may_edit": may_edit_articles(request.user),
        }
        return TemplateResponse(request, self.template, context, status=status)


def articles_with(image: Image) -> list[Article]:
    """The articles whose latest or live revision shows the picture, the newest first."""
    shows = Q(latest_revision__images=image) | Q(live_revision__images=image)
    found = Article.objects.filter(pk__in=Article.objects.filter(shows).values("pk"))
    return list(found.select_related("latest_revision")[:MOST_NAMED])
