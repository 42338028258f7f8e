"""Look for broken promises in the data."""

from django.core.management.base import BaseCommand, CommandError

from annotations.services.integrity import find_problems


class Command(BaseCommand):
    help = "Check the invariants that span tables. Prints each problem; fails if there is one."

    def handle(self, **options) -> None:
        count = 0
        for problem in find_problems():
            self.stdout.write(problem)
            count += 1
        if count:
            raise CommandError(f"{count} problem(s) found.")
        self.stdout.write("No problems found.")
