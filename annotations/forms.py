"""One form per kind for its typed fields, used by the workspace's panel and the admin."""

import re
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from annotations import fields
from annotations.choices import RelationType
from annotations.folding import fold
from annotations.models import DETAILS, Annotation, Detail, Evidence, Rating, Source
from annotations.services import sources_called
from annotations.services.warnings import shorten
from articles.text import plain

BY_ID = re.compile(r"^.*#([0-9]{1,18})$", re.DOTALL)
BY_DISAMBIGUATION = re.compile(r"^(.+) \((.+)\)$", re.DOTALL)
ASCII_SPACE = " \t\r\n\f"  # other white space is content


class TextField(forms.CharField):
    """Text as it is written: only ASCII white space at the ends is taken off."""

    def __init__(self, **kwargs) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n").strip(ASCII_SPACE)


class NumberField(forms.DecimalField):
    """A decimal number, shown without the zeros that the column adds."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def prepare_value(self, value):
        return show_number(value) if hasattr(value, "normalize") else value

    def widget_attrs(self, widget) -> dict:
        return {}


class LinesField(TextField):
    """A list of short texts, one per line; empty lines are none."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        lines = (line.strip(ASCII_SPACE) for line in super().to_python(value).split("\n"))
        return [line for line in lines if line]


class YesField(forms.TypedChoiceField):
    """Yes or no as a choice, so that it is text like every field of a card."""

    def __init__(self, **kwargs) -> None:
        choices = [("", "No"), ("True", "Yes")]
        super().__init__(choices=choices, coerce=bool, empty_value=False, **kwargs)


class SourceField(TextField):
    """A source by name, by "name (disambiguation)" or by "name #id"; a new name is a new source.

    Cleans to None, a Source, or an unsaved Source that the services make when they save. Where
    several share the name it tells how to name each of them.
    """

    widget = forms.TextInput(attrs={"data-source": "", "autocomplete": "off"})

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, max_length=450, **kwargs)
        self.current: Source | None = None  # what stands there already, ambiguous or not

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Source.objects.filter(pk=value).first()
        return str(value) if isinstance(value, Source) else value

    def clean(self, value) -> Source | None:
        name = super().clean(value)
        if not name:
            return None
        if self.current and name == str(self.current):
            return self.current
        matches = sources_meant(name)
        if len(matches) > 1:
            choices = " or ".join(f"“{label_of(source)}”" for source in matches)
            raise forms.ValidationError(
                f"Several sources are called “{name}”. Write {choices}.", code="ambiguous_source"
            )
        return matches[0] if matches else _new(name)


def sources_meant(name: str) -> list[Source]:
    """What "name", "name (disambiguation)" or "name #id" means; several where they share a name."""
    return _by_id(name) or sources_called(name) or _by_disambiguation(name)


def _by_id(name: str) -> list[Source]:
    match = BY_ID.match(name)
    source = Source.objects.filter(pk=match[1]).first() if match else None
    return [source.merged_into or source] if source else []


def _by_disambiguation(name: str) -> list[Source]:
    match = BY_DISAMBIGUATION.match(name)
    if not match:
        return []
    named = Source.objects.filter(folded_name=fold(match[1]), disambiguation=match[2])
    return list(named.filter(merged_into=None))


def _new(name: str) -> Source:
    room = Source.name.field.max_length
    if len(name) > room or not fold(name):
        raise forms.ValidationError(f"A source's name has 1 to {room} characters.")
    return Source(name=name)


def label_of(source: Source) -> str:
    """What to type to mean this source and no other of its name."""
    return str(source) if source.disambiguation else f"{source.name} #{source.pk}"


def show_number(value) -> str:
    """A Decimal in plain digits: "2", "0.5", "1200000"."""
    return "" if value is None else format(value.normalize(), "f")


class DetailForm(forms.ModelForm):
    """The typed fields of one kind and the notes. An incomplete detail is a valid draft."""

    note = TextField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Note for readers",
    )
    desk_note = TextField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Note for the desk",
        help_text="Never shown to readers.",
    )
    NOTES = ("note", "desk_note")

    def __init__(
        self, data=None, *, may_rate: bool, only: set[str] | None = None, **kwargs
    ) -> None:
        """``only``: the fields that were given; the others stay as they are, as does a rating that
        the person may not give."""
        super().__init__(data, **kwargs)
        if "rating" in self.fields:
            self.fields["rating"].disabled = not may_rate
        if only is not None:
            for name in set(self.fields) - only:
                del self.fields[name]
        source_field = self._meta.model.source_field
        if source_field in self.fields:
            self.fields[source_field].current = getattr(self.instance, source_field)

    @property
    def often(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self._meta.model.rarely]

    @property
    def rarely(self) -> list[forms.BoundField]:
        """What stands under "More", in the order that the model gives it."""
        return [self[name] for name in self._meta.model.rarely if name in self.fields]

    @property
    def detail(self) -> dict[str, Any]:
        """What the services take; a source that is yet to be made is its name."""
        return {
            name: value.name if isinstance(value, Source) and value.pk is None else value
            for name, value in self.cleaned_data.items()
            if name not in self.NOTES
        }


def _form_field(field: models.Field, **kwargs) -> forms.Field | None:
    """The form's field for a column, where it is not Django's own choice."""
    if field.related_model is Rating:
        return field.formfield(empty_label="–", **kwargs)
    if field.related_model is Source:
        return SourceField(help_text="A name. A new one makes a new source.")
    if isinstance(field, models.DecimalField):
        return field.formfield(form_class=NumberField, **kwargs)
    if isinstance(field, fields.LinesField):
        return LinesField(
            required=False, label=capfirst(field.verbose_name), help_text=field.help_text
        )
    if isinstance(field, models.BooleanField):
        return YesField(
            required=False, label=capfirst(field.verbose_name), help_text=field.help_text
        )
    if isinstance(field, models.URLField):
        kwargs.update(assume_scheme="https", widget=forms.URLInput)
        return field.formfield(**kwargs)
    if isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return field.formfield(form_class=TextField, **kwargs)
    form_field = field.formfield(**kwargs)
    if field.choices:
        form_field.choices = [
            (value, label if value else "–") for value, label in form_field.choices
        ]
    return form_field


def _detail_form(model: type[Detail]) -> type[DetailForm]:
    return forms.modelform_factory(
        model, form=DetailForm, fields=model.field_names(), formfield_callback=_form_field
    )


DETAIL_FORMS: dict[str, type[DetailForm]] = {
    kind: _detail_form(model) for kind, model in DETAILS.items()
}


class EvidenceForm(forms.ModelForm):
    class Meta:
        model = Evidence
        fields = ("title", "stance", "source_type", "publisher", "link", "archived_link",
                  "published_on", "accessed_on")  # fmt: skip
        formfield_callback = _form_field


NUMBERED = re.compile(r"#?\s*([0-9]{1,18})(?:$|\s*·)")
MOST_NAMED = 5


class RelationForm(forms.Form):
    type = forms.ChoiceField(choices=[("", "–"), *RelationType.choices], label="How")
    to = forms.CharField(
        max_length=500,
        label="To which annotation (its words or number)",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = TextField(required=False, max_length=1000, label="Note for readers")

    def clean_to(self) -> Annotation:
        typed = plain(self.cleaned_data["to"])
        rows = Annotation.objects.select_related("article__latest_revision")
        if match := NUMBERED.match(typed):
            annotation = rows.filter(pk=match[1]).first()
            if annotation is None:
                raise forms.ValidationError(f"There is no annotation {match[1]}.")
            return annotation
        named = rows.select_related("latest_anchor__baseline")
        found = list(named.about(typed).order_by("-pk")[: MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError("No annotation and no headline has these words.")
        names = "; ".join(name_of(annotation) for annotation in found[:MOST_NAMED])
        more = "; and more" if len(found) > MOST_NAMED else ""
        raise forms.ValidationError(f"Several are about this: {names}{more}. Write one’s number.")


def name_of(annotation: Annotation) -> str:
    """An annotation for people, as RelationForm reads it: its number first."""
    words = shorten(annotation.latest_anchor.baseline.exact, 60)
    kind, headline = annotation.get_kind_display(), shorten(annotation.article.headline, 60)
    return f"{annotation.pk} · {kind}: {words} – in “{headline}”"
