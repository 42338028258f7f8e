"""The product's settings, with the one difference that tests need."""

from newsroom.settings import *  # noqa: F403 -- all of them

# Tests make users by the hundred, and none of them guards anything.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files straight from the apps, as in development; tests do not collect them first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Uploads live as long as the run.
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}  # noqa: F405
# Tests that are about limits set them low.
API_RATES = dict.fromkeys(API_RATES, 1_000_000)  # noqa: F405
