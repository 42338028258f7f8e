"""The desk's groups."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group, Permission


def grant(groups: Mapping[str, Iterable[str]], *, using: str) -> None:
    """Make the groups and give them these permissions ("app.codename").

    Run after every migrate: permissions are rows that migrate makes last. A site may add to a
    group in the admin; nothing is taken away here.
    """
    for name, permissions in groups.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        for permission in permissions:
            app_label, codename = permission.split(".")
            group.permissions.add(
                Permission.objects.using(using).get(
                    content_type__app_label=app_label, codename=codename
                )
            )
