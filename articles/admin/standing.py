"""Where an article stands, in plain words: who sees it, what comes next and whose turn it is."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from articles.choices import Action, ArticleState
from articles.models import Article
from articles.permissions import groups_that_may, may_perform
from articles.services import allowed_actions, publication_checklist

# Actions that take something from readers or from the desk's lists come last and look it.
BACKWARDS = (Action.RETURN, Action.UNPUBLISH, Action.ARCHIVE)


@dataclass(frozen=True)
class Step:
    """One way on from the article's state, and who may take it."""

    action: Action
    label: str
    may: bool
    who: str

    @property
    def backwards(self) -> bool:
        return self.action in BACKWARDS


@dataclass(frozen=True)
class Standing:
    state: str
    readers: str
    steps: list[Step]  # forwards first
    open: list[str]  # what to look at before publishing; none of it forbids anything

    @property
    def buttons(self) -> list[Step]:
        return [step for step in self.steps if step.may]

    @property
    def main(self) -> Step | None:
        """The one that stands out: publishing, else the first way forwards."""
        forwards = [step for step in self.buttons if not step.backwards]
        publish = [step for step in forwards if step.action == Action.PUBLISH]
        return next(iter(publish or forwards), None)

    @property
    def beside(self) -> list[Step]:
        """The other ways forwards."""
        return [step for step in self.buttons if not step.backwards and step != self.main]

    @property
    def backwards(self) -> list[Step]:
        return [step for step in self.buttons if step.backwards]


def standing(article: Article, user) -> Standing:
    return Standing(
        state=state_line(article),
        readers=readers_line(article),
        steps=steps(article, user),
        open=publication_checklist(article),
    )


def steps(article: Article, user) -> list[Step]:
    actions = sorted(allowed_actions(article), key=lambda action: action in BACKWARDS)
    return [
        Step(
            action,
            _label(article, action),
            may_perform(user, action),
            " or ".join(groups_that_may(action)),
        )
        for action in actions
    ]


def _label(article: Article, action: Action) -> str:
    if article.is_scheduled:
        waiting = {
            Action.PUBLISH: "Change the schedule",
            Action.UNPUBLISH: "Cancel the schedule",
        }
        return waiting.get(action, action.label)
    again = action == Action.PUBLISH and article.state == ArticleState.PUBLISHED
    return "Publish changes" if again else action.label


def state_line(article: Article | None) -> str:
    """The state in words, with the time where a published article waits for it."""
    if article is None:
        return "New"
    if article.is_scheduled:
        return f"Scheduled for {moment(article.published_at)}"
    if article.is_public and article.live_revision_id != article.latest_revision_id:
        return "Published, with unpublished changes"
    return article.get_state_display()


def readers_line(article: Article) -> str:
    """What readers see of it."""
    behind = article.live_revision_id != article.latest_revision_id
    if article.is_scheduled:
        zone = timezone.get_current_timezone_name()
        line = f"Readers see it from {moment(article.published_at)} ({zone}), by itself."
        more = f" They will see revision {article.live_revision.number}, not what was saved since."
        return line + (more if behind else "")
    if article.is_public and behind:
        return f"Readers see revision {article.live_revision.number}, not what was saved since."
    if article.is_public:
        return f"Readers see it, since {moment(article.published_at)}."
    if article.state == ArticleState.ARCHIVED and article.was_ever_public:
        return "Readers are told that it is gone."
    return "Readers do not see it."


def moment(at) -> str:
    """A time in the site's zone, for people."""
    return date_format(timezone.localtime(at), "j F Y, H:i")
