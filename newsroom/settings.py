"""One settings file, read from the environment. Every variable is listed in README.md."""

import os
import tempfile
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from js_asset import Script

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=True)
DEVELOPMENT_SECRET = "development-only-never-in-production"  # noqa: S105 -- refused below
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET)
if not DEBUG and (SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured(
        "Production needs a SECRET_KEY of its own, at least 50 characters long. "
        "Set SECRET_KEY in the environment (or DEBUG=true on a development machine)."
    )

# The address readers see. Absolute links in the API, feeds and pages begin with it.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="The Annotated Newsroom")
# What readers see of a post that was deleted since: "keep" its words, told as deleted, or
# "withdraw" them.
DELETED_POSTS = env.str("DELETED_POSTS", default="keep")
if DELETED_POSTS not in ("keep", "withdraw"):
    raise ImproperlyConfigured("DELETED_POSTS is keep or withdraw.")
# Whether pages link to posts on the networks where they were made. Nothing is ever loaded from them.
LINK_TO_POSTS = env.bool("LINK_TO_POSTS", default=True)
# How many errors readers may report in an hour from one address.
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", default=5)
# How long a private link to a preview works.
PREVIEW_DAYS = env.int("PREVIEW_DAYS", default=7)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "corsheaders",
    "django_prose_editor",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "articles",
    "annotations",
]

# The sites ("https://charts.example.org") whose scripts may read and write the API, with a token:
# cookies never count there. Without any, nothing is said of it and answers vary by no origin.
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = [
    "accept", "authorization", "content-type", "idempotency-key", "if-match", "if-modified-since",
    "if-none-match", "prefer",
]  # fmt: skip
CORS_EXPOSE_HEADERS = [
    "ETag", "Idempotent-Replayed", "Link", "Location", "Preference-Applied", "RateLimit",
    "RateLimit-Policy", "Retry-After", "WWW-Authenticate",
]  # fmt: skip

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *(["corsheaders.middleware.CorsMiddleware"] if CORS_ALLOWED_ORIGINS else []),
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.middleware.MediaNonceMiddleware",
    "newsroom.middleware.RateLimitMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.site",
            ],
        },
    },
]

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'newsroom.sqlite3'}"
if not DATABASE_URL.startswith(("sqlite:", "postgres:", "postgresql:")):
    raise ImproperlyConfigured("DATABASE_URL begins with postgres:// or sqlite:///.")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing half-way: a transaction takes the write lock as it
        # begins and waits for it (seconds), and readers go on meanwhile (WAL).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file, not memory: the browser tests' server and the tests' threads need connections of
    # their own. One for each run, so that two runs do not meet.
    DATABASES["default"]["TEST"] = {
        "NAME": Path(tempfile.gettempdir()) / f"newsroom-test-{os.getpid()}.sqlite3"
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A cache that all processes share, and with it whole public pages for so many seconds at most.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = {"default": env.cache_url_config(CACHE_URL or "locmemcache://")}
# Where the cache does not answer the site goes on without it, and soon (in seconds). The memory of
# one process holds the limits of so many callers.
CACHES["default"]["OPTIONS"] = {
    **(
        {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
        if CACHE_URL
        else {"MAX_ENTRIES": 10_000}
    ),
    **CACHES["default"].get("OPTIONS", {}),
}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=300) if CACHE_URL else 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS.append({"NAME": "articles.services.tokens.PasswordEndsTokens"})
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
# Served through a view that asks who may see them: never by the web server itself.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
IMAGE_MAX_BYTES = env.int("IMAGE_MAX_BYTES", default=20_000_000)
IMAGE_MAX_PIXELS = env.int("IMAGE_MAX_PIXELS", default=50_000_000)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce is for the admin's import map; it appears only where a page uses it.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=not DEBUG)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True

# Everything to the console, in production too, where Django alone would say nothing.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}

# A 100,000-character article with hundreds of marks posts well under this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# The longest that a program's token may last, and whether names and passwords do as well.
API_TOKEN_MAX_DAYS = env.int("API_TOKEN_MAX_DAYS", default=366)
API_BASIC_AUTH = env.bool("API_BASIC_AUTH", default=True)
# Requests a minute; 0 is no limit. A development machine takes a hundred times as many.
API_RATES = {
    rate: env.int(f"API_RATE_{rate.upper()}", default=usual * (100 if DEBUG else 1))
    for rate, usual in {
        "anonymous": 300, "read": 1200, "write": 300, "heavy": 30, "failed": 30,
    }.items()
}  # fmt: skip
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # Tokens first: a refusal without credentials is a 401 that says how to log in.
        "articles.rest.authentication.TokenAuthentication",
        *(["articles.rest.authentication.PasswordAuthentication"] if API_BASIC_AUTH else []),
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["articles.rest.throttling.RequestThrottle"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "articles.rest.negotiation.Negotiation",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["articles.rest.parsing.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "articles.rest.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # Whose address a limit counts: what the proxy says, or whoever is connected.
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Newsroom API",
    "DESCRIPTION": "Articles and their structured, span-level annotations. Every offset counts "
    "Unicode code points of an article's text, half-open.\n\n"
    "Reading what readers see takes no credentials; the rest takes a token, made in the admin. "
    "Lists come in pages: follow `next`. A write of an item sends in `If-Match` the `ETag` that was "
    "read. An answer from 400 on is a problem (RFC 9457): `code` is for programs, `detail` for "
    "people, `errors` names the members that are wrong.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Choices that several shapes have under the same field name.
    "ENUM_NAME_OVERRIDES": {
        "ArticleState": "articles.choices.ArticleState",
        "AnchorState": "annotations.choices.State",
        "Kind": "annotations.choices.Kind",
        "SourceType": "annotations.choices.SourceType",
        "RelationType": "annotations.choices.RelationType",
        "ClaimKind": [("claim", "Claim")],
        "QuoteKind": [("quote", "Quote")],
        "StatisticKind": [("statistic", "Statistic")],
        "SocialEmbedKind": [("social_embed", "Social embed")],
    },
}

# The workspace's editor: our own preset, since the stock ones inject a <style> element, which a
# strict Content-Security-Policy blocks. The vocabulary is articles.text.VOCABULARY.
DJANGO_PROSE_EDITOR_PRESETS = {
    "article": [Script("articles/editor.js", type="module")],
    "workspace": [Script("annotations/workspace.js", type="module")],
}
SILENCED_SYSTEM_CHECKS: list[str] = []
