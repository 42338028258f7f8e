from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_groups(sender, using, **kwargs) -> None:
    from articles.permissions import GROUPS
    from articles.services.groups import grant

    grant(GROUPS, using=using)


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        post_migrate.connect(make_groups, sender=self)
