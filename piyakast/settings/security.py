"""What browsers are told to keep out."""

from csp.constants import NONCE, SELF

from piyakast.settings.files import STORE_ORIGINS
from piyakast.settings.live import LIVE_ORIGINS
from piyakast.settings.peertube import PEERTUBE_ORIGINS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *STORE_ORIGINS],
        "media-src": [SELF, "blob:", *STORE_ORIGINS, *PEERTUBE_ORIGINS, *LIVE_ORIGINS],
        "connect-src": [SELF, *STORE_ORIGINS, *PEERTUBE_ORIGINS, *LIVE_ORIGINS],
        "worker-src": [SELF, "blob:"],
        "font-src": [SELF],
        "frame-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"
