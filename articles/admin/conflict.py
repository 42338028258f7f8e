"""A plain save that came too late: what both wrote, put together as far as it does not meet.

The workspace's script asks in a dialog (annotations); without it, this is what the page shows.
"""

from dataclasses import dataclass, field

from django.http import QueryDict

from articles.difference import Part, words
from articles.forms import ArticleForm
from articles.merging import Overlap, merge
from articles.models import Article, Image, Revision
from articles.services import images_at
from articles.text import clean_report, plain, project

NOTHING = "nothing"


@dataclass(frozen=True)
class Place:
    """What both changed. The form keeps mine; ``theirs`` tells, word by word, what differs."""

    label: str
    theirs: list[Part]
    mine: list[Part]


@dataclass
class Conflict:
    """``data`` is the form as it was posted, with what only they changed as they have it.

    ``theirs`` is the revision that was saved meanwhile, None where the text did not move;
    ``theirs_alone`` are labels of what was taken over from them.
    """

    data: QueryDict
    theirs: Revision | None = None
    mine: dict = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    theirs_alone: list[str] = field(default_factory=list)
    overlaps: int = 0  # places of the text in which both stand now, one after the other


def reconcile(article: Article, form: ArticleForm, current: ArticleForm) -> Conflict:
    """Three ways: what ``form`` began with, what it posted, and the article as it is now.

    ``current`` is the form of the article as it is, unbound.
    """
    conflict = Conflict(form.data.copy())
    latest, number = article.latest_revision, form.cleaned_data["base"]
    if (latest.number if latest else 0) != number:
        base = article.revisions.filter(number=number).first()
        conflict.theirs = latest
        if latest:
            _text(conflict, form, base, latest)
    if article.version != form.cleaned_data["version"]:
        _metadata(conflict, form, current)
    conflict.data["base"] = latest.number if latest else 0
    conflict.data["version"] = article.version
    return conflict


def values_of(form: ArticleForm) -> dict[str, str | list[str]]:
    """The metadata as the values of the form's controls."""
    fields = {}
    for name in form.METADATA:
        value = form.fields[name].prepare_value(form[name].value())
        is_many = isinstance(value, (list, tuple))
        fields[name] = sorted(str(item) for item in value) if is_many else str(value or "")
    return fields


def _text(conflict: Conflict, form: ArticleForm, base: Revision | None, latest: Revision) -> None:
    for name in ("headline", "standfirst"):
        sides = (getattr(base, name, ""), getattr(latest, name), plain(form.text[name]))
        _settle(conflict, name, form.fields[name].label or name.capitalize(), *sides)
    if "lead_image" in form.text:
        picture = form.text["lead_image"]
        sides = (str(getattr(revision, "lead_image_id", None) or "") for revision in (base, latest))
        shown = {str(image.pk): _picture(image) for image in (latest.lead_image, picture) if image}
        mine = str(picture.pk) if picture else ""
        _settle(conflict, "lead_image", "Lead picture", *sides, mine, shown=shown)
    body = clean_report(form.text["body"], known=images_at).body
    conflict.mine = {**form.text, "text": project(body)}
    merged = merge(base.body if base else "", latest.body, body)
    conflict.data["body"] = merged.html("theirs", "mine")
    conflict.overlaps = len(merged.overlaps)
    conflict.places += [_place_of(overlap) for overlap in merged.overlaps]


def _metadata(conflict: Conflict, form: ArticleForm, current: ArticleForm) -> None:
    posted = values_of(form)
    for name, theirs in values_of(current).items():
        began = conflict.data.getlist(form[name].html_initial_name)
        mine = posted[name]
        many = isinstance(theirs, list)
        base = sorted(began) if many else "".join(began)
        choices = getattr(form.fields[name], "choices", ())
        shown = {str(value): str(label) for value, label in choices}
        label = form[name].label
        _settle(conflict, name, label, base, theirs, mine, shown=shown)
        conflict.data.setlist(form[name].html_initial_name, theirs if many else [theirs])


def _settle(conflict: Conflict, name: str, label: str, base, theirs, mine, shown=None) -> None:
    """Take theirs over where mine is as it was; tell both where both changed it."""
    if theirs in (mine, base):
        return
    if mine == base:
        conflict.data.setlist(name, theirs if isinstance(theirs, list) else [theirs])
        conflict.theirs_alone.append(label.lower())
    else:
        conflict.places.append(_place(label, _told(theirs, shown), _told(mine, shown)))


def _told(value: str | list[str], shown: dict[str, str] | None) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join((shown or {}).get(item, item) for item in values if item) or NOTHING


def _place_of(overlap: Overlap) -> Place:
    theirs, mine = (project(html) for html in (overlap.theirs, overlap.mine))
    return _place("Text", theirs or NOTHING, mine or NOTHING)


def _place(label: str, theirs: str, mine: str) -> Place:
    return Place(label, words(mine, theirs), words(theirs, mine))


def _picture(image: Image) -> str:
    return f"no. {image.pk}, {image}"
