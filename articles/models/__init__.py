from articles.models.article import Article, ArticleSlug, Byline, Revision
from articles.models.change import Change
from articles.models.event import Event
from articles.models.image import Image
from articles.models.once import DoneRequest
from articles.models.taxonomy import Author, Section, Topic
from articles.models.token import Token

__all__ = [
    "Article",
    "ArticleSlug",
    "Author",
    "Byline",
    "Change",
    "DoneRequest",
    "Event",
    "Image",
    "Revision",
    "Section",
    "Token",
    "Topic",
]
