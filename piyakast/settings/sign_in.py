"""Other sites' accounts to sign in with: a provider is on when its variables are set."""

from typing import Any

import environ


def social_providers(env: environ.Env) -> dict[str, dict[str, Any]]:
    """allauth's SOCIALACCOUNT_PROVIDERS from GOOGLE_, KAKAO_, NAVER_ and OIDC_ variables."""
    found: dict[str, dict[str, Any]] = {}
    if env.str("GOOGLE_CLIENT_ID", default=""):
        app = {
            "client_id": env.str("GOOGLE_CLIENT_ID"),
            "secret": env.str("GOOGLE_CLIENT_SECRET", default=""),
        }
        found["google"] = {"APPS": [app], "SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True}
    if env.str("KAKAO_CLIENT_ID", default=""):
        app = {
            "client_id": env.str("KAKAO_CLIENT_ID"),
            "secret": env.str("KAKAO_CLIENT_SECRET", default=""),
        }
        found["kakao"] = {"APPS": [app]}
    if env.str("NAVER_CLIENT_ID", default=""):
        app = {
            "client_id": env.str("NAVER_CLIENT_ID"),
            "secret": env.str("NAVER_CLIENT_SECRET", default=""),
        }
        found["naver"] = {"APPS": [app]}
    if env.str("OIDC_ISSUER", default=""):
        app = {
            "provider_id": "oidc",
            "name": env.str("OIDC_NAME", default="OpenID Connect"),
            "client_id": env.str("OIDC_CLIENT_ID", default=""),
            "secret": env.str("OIDC_CLIENT_SECRET", default=""),
            "settings": {"server_url": env.str("OIDC_ISSUER")},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    return found
