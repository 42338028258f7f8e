"""Articles and their texts, for readers without the words of posts that the site withholds."""

from annotations.withholding import black_out, withholds
from articles.api import ArticleViewSet, RevisionViewSet
from articles.models import Revision


class Withholding:
    def withhold(self, revision: Revision) -> bool:
        black_out(revision)
        return withholds()


class AnnotatedArticleViewSet(Withholding, ArticleViewSet):
    __doc__ = ArticleViewSet.__doc__


class AnnotatedRevisionViewSet(Withholding, RevisionViewSet):
    __doc__ = RevisionViewSet.__doc__
