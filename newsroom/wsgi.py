"""The door for web servers. Runs as production (DEBUG off) unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
# manage.py is for people and defaults to development; a web server defaults to production, so
# that a forgotten variable refuses to start (settings.py) instead of showing debug pages.
os.environ.setdefault("DEBUG", "false")

application = get_wsgi_application()
