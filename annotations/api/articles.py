"""Articles and their texts, for readers without the words of posts that the site withholds."""

from annotations.withholding import black_out
from articles.api import ArticleViewSet, RevisionViewSet
from articles.models import Revision


class Withholding:
    def withhold(self, revision: Revision) -> None:
        black_out(revision)


class AnnotatedArticleViewSet(Withholding, ArticleViewSet):
    __doc__ = ArticleViewSet.__doc__


class AnnotatedRevisionViewSet(Withholding, RevisionViewSet):
    __doc__ = RevisionViewSet.__doc__
