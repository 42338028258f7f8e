"""The article's form in the admin, and the small forms around it."""

from typing import Any

from django import forms
from django.utils import timezone
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media

from articles.choices import LANGUAGE_TAG
from articles.models import Article, Author, Byline, Image, Revision, Section, Topic
from articles.text import plain

LONGEST_ID = 18  # digits of a bigint that fits everywhere


class EditorWidget(ProseEditorWidget):
    """The prose editor over a plain textarea; without JavaScript the textarea is the editor."""

    @property
    def media(self):
        return super().media + Media(
            css={
                "all": [
                    "django_prose_editor/editor.css",
                    "articles/editor.css",
                    "articles/pictures.css",
                ]
            },  # in this order
            importmap=ImportMap(
                {
                    "articles/drafts": "articles/drafts.js",
                    "articles/editor": "articles/editor.js",
                    "articles/extensions": "articles/extensions.js",
                    "articles/formatting": "articles/formatting.js",
                    "articles/icons": "articles/icons.js",
                    "articles/lead": "articles/lead.js",
                    "articles/paste": "articles/paste.js",
                    "articles/pictures": "articles/pictures.js",
                    "articles/picker": "articles/picker.js",
                    "articles/styles": "articles/styles.js",
                }
            ),
        )


class AuthorsField(forms.CharField):
    """Names of authors in the order in which they sign, separated by commas; slugs do as well."""

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        shared = {author.name for author in value if self._shares_name(author)}
        return ", ".join(
            author.slug if author.name in shared or "," in author.name else author.name
            for author in value
        )

    def clean(self, value) -> list[Author]:
        names = [plain(name) for name in super().clean(value).split(",")]
        authors = [self._author(name) for name in names if name]
        return list(dict.fromkeys(authors))

    @staticmethod
    def _shares_name(author: Author) -> bool:
        return Author.objects.filter(name=author.name).exclude(pk=author.pk).exists()

    @staticmethod
    def _author(name: str) -> Author:
        matches = list(Author.objects.filter(slug=name)[:1])
        matches = matches or list(Author.objects.filter(name__iexact=name)[:5])
        if len(matches) == 1:
            return matches[0]
        if not matches:
            raise forms.ValidationError(
                f"There is no author called “{name}”. Add the author first, or check the spelling."
            )
        slugs = ", ".join(author.slug for author in matches)
        raise forms.ValidationError(f"Several authors are called “{name}”. Write one of: {slugs}.")


class ArticleForm(forms.Form):
    """Text and metadata of an article, with what they were loaded from (``base``, ``version``)."""

    TEXT = ("headline", "standfirst", "body", "lead_image")
    METADATA = ("slug", "section", "topics", "authors", "language")
    editor_preset = "article"

    headline = forms.CharField(
        strip=False, widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Headline"})
    )
    standfirst = forms.CharField(
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Standfirst (optional)"}),
    )
    body = forms.CharField(strip=False, required=False)
    lead_image = forms.ModelChoiceField(
        Image.objects.all(),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1}),
        label="Lead picture",
        help_text="Its number in the library of pictures.",
        error_messages={"invalid_choice": "There is no picture of this number in the library."},
    )
    section = forms.ModelChoiceField(Section.objects.all(), required=False)
    authors = AuthorsField(
        required=False, help_text="Names in the order in which they sign, separated by commas."
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    slug = forms.SlugField(
        required=False, max_length=120, help_text="Made from the headline if left empty."
    )
    language = forms.CharField(
        max_length=35, initial="en", validators=[LANGUAGE_TAG], help_text="Such as en, de or ar."
    )
    base = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, article: Article | None = None, locked: bool = False) -> None:
        """``locked``: this person may not change the metadata, whatever is posted."""
        super().__init__(data, initial=initial(article) if article else None)
        self.article = article
        self.fields["body"].widget = EditorWidget(preset=self.editor_preset, attrs={"rows": 24})
        for name in (*self.METADATA, "lead_image"):
            self.fields[name].disabled = locked
        for name in self.METADATA:  # what it began with: the text's is in its base revision
            self.fields[name].show_hidden_initial = article is not None
        if locked:
            for name in self.TEXT:
                self.fields[name].widget.attrs["readonly"] = True

    def clean_headline(self) -> str:
        headline, room = plain(self.cleaned_data["headline"]), Revision.headline.field.max_length
        if not headline:
            raise forms.ValidationError("An article needs a headline.")
        if len(headline) > room:
            raise forms.ValidationError(
                f"A headline has at most {room} characters; this one has {len(headline)}."
            )
        return headline

    def clean_standfirst(self) -> str:
        return plain(self.cleaned_data["standfirst"])

    @property
    def text(self) -> dict[str, Any]:
        """What save_revision takes. A lead picture that was not posted stays as it is."""
        names = [name for name in self.TEXT if name != "lead_image" or name in self.data]
        return {name: self.cleaned_data[name] for name in names}

    @property
    def lead(self) -> Image | None:
        """The lead picture that the form shows."""
        number = str(self["lead_image"].value() or "")
        if not (number.isdecimal() and len(number) <= LONGEST_ID):
            return None
        return Image.objects.filter(pk=number).first()

    @property
    def metadata(self) -> dict:
        """What edit_article takes. An empty slug leaves the one that is there."""
        fields = {name: self.cleaned_data[name] for name in self.METADATA}
        fields["topics"] = list(fields["topics"])
        if self.article and not fields["slug"]:
            fields["slug"] = self.article.slug
        return fields


def initial(article: Article) -> dict:
    """The form's values for an article as it stands."""
    latest = article.latest_revision
    bylines = Byline.objects.filter(article=article).select_related("author")
    return {
        "headline": latest.headline if latest else "",
        "standfirst": latest.standfirst if latest else "",
        "body": latest.body if latest else "",
        "lead_image": latest.lead_image_id if latest else None,
        "slug": article.slug,
        "section": article.section_id,
        "topics": list(article.topics.order_by("name", "id")),
        "authors": [byline.author for byline in bylines],
        "language": article.language,
        "base": latest.number if latest else 0,
        "version": article.version,
    }


class ImageForm(forms.Form):
    """A picture of the library: the file where it is new, and its words."""

    # Nothing is required here: the service tells all that is missing at once.
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text="JPEG, PNG, WebP, GIF or AVIF. It is stored anew, without what the camera wrote; of an animation the first picture stays.",
        widget=forms.FileInput(attrs={"accept": "image/*", "aria-required": "true"}),
    )
    alt = forms.CharField(
        label="Alternative text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "aria-required": "true"}),
        help_text="What the picture shows, for readers who do not see it.",
    )
    caption = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What stands under it. In a text it can be changed for that text.",
    )
    credit = forms.CharField(
        required=False, strip=False, help_text="Who made it, and for whom, as readers see it."
    )

    def __init__(self, data=None, files=None, *, image: Image | None = None, **kwargs) -> None:
        names = ("alt", "caption", "credit")
        initial = {name: getattr(image, name) for name in names} if image else None
        super().__init__(data, files, initial=initial, **kwargs)
        self.image = image
        if image:
            del self.fields["file"]


class PublishForm(forms.Form):
    """Why to publish in spite of warnings, and when."""

    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Reason for publishing in spite of the warnings",
        help_text="Kept in the article's history.",
    )
    published_at = forms.DateTimeField(
        required=False,
        label="Publish at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args, warnings: list[str], article: Article, **kwargs) -> None:
        scheduled = article.published_at if article.is_scheduled else None
        super().__init__(*args, initial={"published_at": scheduled}, **kwargs)
        self.fields["reason"].required = bool(warnings)
        if not warnings:
            self.fields["reason"].label = "Reason (optional)"
        zone = timezone.get_current_timezone_name()
        self.fields["published_at"].help_text = (
            f"Leave empty to publish now. At a time to come ({zone}) readers see it by itself; until "
            "then it can be changed or cancelled."
        )
        if article.was_ever_public:
            del self.fields["published_at"]
