"""A newsroom with a word of its own in every place that holds text: each either opens to readers
at ``OPENS`` or never does.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from annotations import services
from annotations.choices import Kind, Stance
from annotations.fields import PartialDateField
from annotations.models import DETAILS, Annotation, Source
from annotations.services.corrections import add_correction, withdraw_correction
from annotations.tests.factories import COMPLETE, annotate
from articles.models import Article, Author, Image, Section, Topic
from articles.permissions import EDITOR
from articles.services import (
    create_article,
    create_token,
    edit_article,
    publish,
    save_revision,
)
from articles.tests.factories import figure, make_article, make_image, make_user

PATTERN = re.compile(r"kanarie[a-z0-9]+")
STANDING = {kind: f"The {kind.value.replace('_', ' ')} that readers may see" for kind in Kind}
HIDDEN = ("draft", "withdrawn", "changed", "lost")


@dataclass
class Canaries:
    """``opening`` are seen from ``opens`` on, and not a moment earlier; ``never`` by no reader."""

    opens: datetime = field(
        default_factory=lambda: timezone.now().replace(microsecond=0) + timedelta(hours=1)
    )
    opening: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)

    def open(self, place: str) -> str:
        self.opening.add(f"kanarie{place}")
        return f"kanarie{place}"

    def shut(self, place: str) -> str:
        self.never.add(f"kanarie{place}")
        return f"kanarie{place}"


def found_in(text: str) -> set[str]:
    return set(PATTERN.findall(text.lower()))


def build() -> Canaries:
    """An embargoed article with everything on it, beside one that is public all the time."""
    words = Canaries()
    by = make_user(words.shut("colleague"), EDITOR)
    by.first_name, by.email = words.shut("firstname"), f"{words.shut('mail')}@example.org"
    by.save()
    create_token(by, name=words.shut("token"), scopes=[], days=1, by=by)
    article = _write(words, by)
    shown = [_shown(words, article, kind, by) for kind in Kind]
    for state in HIDDEN:
        _hidden(words, article, state, by)
    _open_to_public_article(words, shown[0], by)
    _correct(words, article, shown[0], by)
    _schedule(words, article, by)
    return words


def _write(words: Canaries, by) -> Article:
    section, topic, author = (
        model.objects.create(name=words.open(name), slug=words.open(f"{name}slug"))
        for name, model in (("section", Section), ("topic", Topic), ("author", Author))
    )
    article = create_article(
        headline="x", slug=words.shut("formerslug"), section=section, topics=[topic],
        authors=[author], by=by,
    )  # fmt: skip
    edit_article(article, slug=words.open("slug"), by=by)
    lead = _picture(words.open, "lead", by)
    _save(words, article, _body(words), by, lead_image=lead)
    return article


def _picture(word, tag: str, by, caption=None) -> Image:
    """Its file counts as its alternative text: see test_canary.ask."""
    words = {name: word(f"{tag}{name}") for name in ("alt", "credit")}
    caption = (caption or word)(f"{tag}caption")
    return make_image(by=by, size=(400, 300), caption=caption, **words)


def _body(words: Canaries, *, changed: bool = False, lost: bool = False) -> str:
    """The text; ``changed`` and ``lost`` make what stands there for those two states so."""
    lines = [
        *STANDING.values(),
        "The words of the draft annotation",
        "The words of the withdrawn annotation",
        f"The {'nine' if changed else 'four'} words of the changed annotation",
        "" if lost else "All of these words of the lost annotation go away",
        words.open("body"),
    ]
    return "".join(f"<p>{line}.</p>" for line in lines if line)


def _save(
    words: Canaries, article: Article, body: str, by, headline="", standfirst="", **lead
) -> None:
    latest = article.latest_revision
    save_revision(
        article,
        headline=headline or words.open("headline"),
        standfirst=standfirst or words.open("standfirst"),
        body=body,
        by=by,
        base=latest.number if latest else 0,
        **lead,
    )


def _detail(kind: Kind, word, by) -> dict:
    """Every typed field that is text with a word of its own, a source with one in each of its."""
    detail = dict(COMPLETE[kind])
    for each in DETAILS[kind]._meta.concrete_fields:
        if isinstance(each, models.ForeignKey) and each.related_model is Source:
            name = f"{kind.value.replace('_', '')}{each.name}"
            detail[each.name] = services.create_source(
                name=word(name), disambiguation=word(f"{name}told"), by=by,
                description=word(f"{name}about"), same_as=f"https://example.org/{word(f'{name}same')}",
            )  # fmt: skip
        elif isinstance(each, models.CharField | models.TextField) and not (
            each.choices or isinstance(each, PartialDateField) or each.name.endswith("_sort")
        ):
            text = word(f"{kind.value}{each.name}".replace("_", ""))
            detail[each.name] = (
                f"https://example.org/{text}" if isinstance(each, models.URLField) else text
            )
    return detail


def _shown(words: Canaries, article: Article, kind: Kind, by) -> Annotation:
    """One that readers see, with what of it they do not."""
    tag = kind.value.replace("_", "")
    annotation = annotate(
        article, STANDING[kind], kind, by=by, detail=_detail(kind, words.open, by),
        note=words.open(f"{tag}note"), desk_note=words.shut(f"{tag}desknote"), approved=True,
    )  # fmt: skip
    evidence = _evidence(words.open, tag)
    services.add_evidence(annotation, by=by, **evidence)
    gone = services.add_evidence(annotation, by=by, **_evidence(words.shut, f"{tag}gone"))
    services.withdraw_evidence(gone, by=by)
    services.comment(annotation, text=words.shut(f"{tag}comment"), by=by)
    return annotation


def _evidence(word, tag: str) -> dict:
    return {
        "title": word(f"{tag}evidence"),
        "publisher": word(f"{tag}publisher"),
        "link": f"https://example.org/{word(f'{tag}link')}",
        "archived_link": f"https://example.org/{word(f'{tag}archive')}",
        "stance": Stance.SUPPORTS,
    }


def _hidden(words: Canaries, article: Article, state: str, by) -> None:
    """A quote that readers never see: a draft, a withdrawn one, one that will be changed or lost."""

    def word(place: str) -> str:
        return words.shut(f"{state}{place}")

    stands = {
        "changed": "The four words of the changed annotation",
        "lost": "All of these words of the lost annotation go away",
    }.get(state, f"The words of the {state} annotation")
    annotation = annotate(
        article, stands, "quote", by=by, detail=_detail(Kind.QUOTE, word, by),
        note=word("note"), desk_note=word("desknote"), approved=state != "draft",
    )  # fmt: skip
    services.add_evidence(annotation, by=by, **_evidence(word, ""))
    services.resolve(services.comment(annotation, text=word("comment"), by=by), by=by)
    other = article.annotations.order_by("pk").first()
    services.relate(other, annotation, type="supports", note=word("relation"), by=by)
    if state == "withdrawn":
        services.withdraw(annotation, by=by, reason=word("reason"))


def _open_to_public_article(words: Canaries, shown: Annotation, by) -> None:
    """A public article with one annotation that points at the embargoed one."""
    public = make_article("Always public", by=by, published=True)
    annotation = annotate(public, "two metres", "statistic", by=by, approved=True)
    services.relate(annotation, shown, type="supports", note=words.open("relation"), by=by)
    gone = services.relate(annotation, shown, type="disputes", note=words.shut("unrelated"), by=by)
    services.withdraw_relation(gone, by=by)
    once = annotate(
        public, "The river rose", by=by, approved=True,
        detail=_detail(Kind.CLAIM, lambda place: words.shut(f"once{place}"), by),
    )  # fmt: skip
    services.withdraw(once, by=by)


def _correct(words: Canaries, article: Article, shown: Annotation, by) -> None:
    for word, tag in ((words.open, ""), (words.shut, "gone")):
        correction = add_correction(
            article, by=by, annotation=shown, text=word(f"{tag}correction"),
            old_wording=word(f"{tag}oldwording"), new_wording=word(f"{tag}newwording"),
        )  # fmt: skip
    withdraw_correction(correction, by=by)


def _schedule(words: Canaries, article: Article, by) -> None:
    """Published under an embargo, then rewritten; readers never see the new text and pictures."""
    picture = _picture(words.open, "figure", by, caption=words.shut)
    shown = figure(picture, words.open("figuretext"))  # which stands in place of the library's
    _save(words, article, _body(words, changed=True, lost=True) + shown, by)
    publish(article, by=by, published_at=words.opens, reason=words.shut("reason"))
    _save(
        words, article, f"<p>{words.shut('newbody')}</p>" + figure(_picture(words.shut, "new", by)),
        by, words.shut("newheadline"), words.shut("newstandfirst"),
        lead_image=_picture(words.shut, "newlead", by),
    )  # fmt: skip
    _picture(words.shut, "unused", by)
