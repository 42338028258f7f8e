"""Make a token for a program."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles.choices import Scope
from articles.errors import Invalid
from articles.services import create_token


class Command(BaseCommand):
    help = (
        "Make an API token for a user. The last line printed is its secret, which nobody can "
        "tell again. It is sent as “Authorization: Bearer SECRET”."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("user", metavar="USER", help="A username.")
        parser.add_argument(
            "name", metavar="NAME", help="What it is for, such as “nightly export”."
        )
        parser.add_argument(
            "--scopes", nargs="*", choices=Scope.values, default=[], metavar="SCOPE",
            help=f"Any of {', '.join(Scope)}. Without any it reads what readers read.",
        )  # fmt: skip
        parser.add_argument(
            "--days", type=int, default=90, help="How long it lasts; 90 if not said."
        )

    def handle(self, *, user: str, name: str, scopes: list[str], days: int, **options) -> None:
        found = get_user_model().objects.filter(username=user, is_active=True).first()
        if found is None:
            raise CommandError(f"There is no active user {user}.")
        try:
            token, secret = create_token(found, name=name, scopes=scopes, days=days, by=None)
        except Invalid as refusal:
            raise CommandError(refusal.message) from None
        what = ", ".join(token.scopes) or "reading what readers read"
        self.stdout.write(f"“{token.name}” of {user}, until {token.expires_at:%Y-%m-%d}: {what}.")
        self.stdout.write(secret)
