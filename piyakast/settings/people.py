"""Accounts: who may sign in, how, and how often somebody may try."""

from piyakast.settings.environment import SITE_NAME, TRUSTED_PROXY_COUNT, env
from piyakast.settings.sign_in import social_providers

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# E-mail is unique by a functional constraint (any case), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.signing_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.signing_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "signup": "accounts.forms.sign_in.SignupForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "add_email": "accounts.forms.sign_in.AddEmailForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# allauth offers it only for new accounts, which would tell whether an address has one already.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
# Eight digits: a phone shows its number pad, and three tries at a time find one in 30 million.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# What a person tries to guess is counted for five minutes, everything else for one: pages/429 says so.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_ADAPTER = "accounts.adapters.signing_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {"add_webauthn": "accounts.forms.sign_in.AddPasskeyForm"}
USERSESSIONS_TRACK_ACTIVITY = False
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_SERVE_SPECIFICATION = False
SOCIALACCOUNT_PROVIDERS = social_providers(env)
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.sign_in.SocialSignupForm"}
SOCIALACCOUNT_QUERY_EMAIL = True
# Somebody else's word for an address never opens an account that is already here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
