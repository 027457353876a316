"""Django settings; what an operator may change is in ``environment.py``."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from cms.settings import environment, switching

ROOT = Path(__file__).resolve().parents[2]
HUIYINBI_HOME = environment.home()
switching.complete(HUIYINBI_HOME)
SITE_DIR = ROOT / "site"

SECRET_KEY = environment.secret_key(HUIYINBI_HOME)
DEBUG = environment.read("DEBUG") == "1"
ALLOWED_HOSTS = environment.read("ALLOWED_HOSTS").split(",")
SITE_URL = environment.read("SITE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

INSTALLED_APPS = [
    "cms.cli",
    "cms.accounts.apps.AccountsConfig",
    "cms.desk",
    "cms.publication",
    "cms.pictures",
    "cms.areas",
    "cms.rights",
    "cms.cases",
    "cms.brands",
    "cms.activities",
    "cms.volunteers",
    "cms.privacy",
    "cms.civic",
    "cms.finding",
    "cms.api",
    "cms.accounts.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.admin",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.api.v3",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "cms.accounts.first_password.RequiredMiddleware",
    "cms.accounts.second_factor.RequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.publication.middleware.RefusalMiddleware",
    "cms.publication.middleware.SightMiddleware",
    "cms.rights.middleware.BoundsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        environment.database_url(HUIYINBI_HOME),
        conn_max_age=60,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue up instead of failing; readers never wait for a writer.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "pragma journal_mode=wal; pragma synchronous=normal; "
        "pragma cache_size=-65536; pragma mmap_size=268435456;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Wrong passwords for one name from one address; another address is not locked out with it.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_CLIENT_IP_CALLABLE = "cms.accounts.client_address.client_address"
AXES_IPWARE_PROXY_COUNT = int(environment.read("PROXIES"))
AXES_VERBOSE = False  # no names in the log
REQUIRE_SECOND_FACTOR = environment.read("REQUIRE_SECOND_FACTOR") == "1"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.forms.LoginForm"
OTP_TOTP_ISSUER = environment.read("SITE_TITLE")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
# The second folder is for what the catalogs of Wagtail and other apps lack in Chinese.
LOCALE_PATHS = [ROOT / "cms" / "locale", ROOT / "cms" / "locale_of_others"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [("site", SITE_DIR / "assets")]  # the mark, for the admin too
# Files are found in the apps themselves; no collecting before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = HUIYINBI_HOME / "uploads"
MEDIA_URL = "/uploads/"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day, also with "remember me"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if SITE_URL.startswith("https://") else 0
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows previews in frames of its own
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # the office's other subdomains are not ours to force to HTTPS,
    "security.W021",  # nor to put on browsers' lists
    "security.W008",  # the proxy in front, which ends TLS, redirects to HTTPS
    "security.W019",  # previews need SAMEORIGIN, see above
]
# Wagtail 8 starts the admin's date fields by inline scripts; nothing else may come from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# A ledger's preview posts one field a column; a wide one has more than the default.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Confirmed hours of volunteers are final after so many days.
DISPUTE_DAYS = int(environment.read("DISPUTE_DAYS"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masking": {"()": "cms.privacy.logs.MaskingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masking"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The editors' API; see docs/reference/api.md.
API_TOKEN_DAYS = int(environment.read("API_TOKEN_DAYS"))
API_RATE = environment.read("API_RATE")
API_FAILURES = "20/min"  # wrong tokens from one address
# How often tokens and addresses asked: files, so that all processes on this machine count together.
LIMITS_LOCK = HUIYINBI_HOME / "limits.lock"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HUIYINBI_HOME / "limits",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
NINJA_NUM_PROXIES = int(environment.read("PROXIES"))
WAGTAILAPI_BASE_URL = SITE_URL or None
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_SEARCH_ENABLED = False  # the public search finds what is public, the admin the rest

WAGTAIL_SITE_NAME = environment.read("SITE_TITLE")
WAGTAILADMIN_BASE_URL = SITE_URL or "http://127.0.0.1:8000"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
# Pictures are made anew on arrival, see media/arrival.py.
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.rights.pictures.AreaPictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 2**20
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# No pages and no programmes among the documents: they are served under the admin's name.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one only: the account page offers no choice
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
