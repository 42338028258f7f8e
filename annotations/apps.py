from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_groups(sender, using, **kwargs) -> None:
    from annotations.permissions import GROUPS
    from articles.services.groups import grant

    grant(GROUPS, using=using)


def make_scale(sender, using, **kwargs) -> None:
    from annotations.services.ratings import make_default_scale

    make_default_scale(using=using)


class AnnotationsConfig(AppConfig):
    name = "annotations"

    def ready(self) -> None:
        from annotations import receivers  # noqa: F401 -- connects them

        post_migrate.connect(make_groups, sender=self)
        post_migrate.connect(make_scale, sender=self)
