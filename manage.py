#!/usr/bin/env python
"""Django's command line. Runs as development (DEBUG on) unless the environment says otherwise."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"Django is not installed here ({error}). Run `make demo`, or see README.md.")
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Database: {error}\nIs it running, and has `manage.py migrate` been run?")


if __name__ == "__main__":
    main()
