"""Addresses on a CloudFront distribution before the bucket, signed with a key pair of its key group."""

from datetime import timedelta
from typing import Self
from urllib.parse import quote

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


class CloudFront:
    """Signs addresses with the distribution's RSA key."""

    def __init__(self, *, domain: str, key_id: str, private_key: str) -> None:
        key = serialization.load_pem_private_key(private_key.encode(), password=None)
        if not isinstance(key, RSAPrivateKey):
            raise ImproperlyConfigured("CLOUDFRONT_PRIVATE_KEY is not an RSA key.")
        self.domain = domain
        # SHA-1 is what CloudFront's signed URLs are defined with.
        self.signer = CloudFrontSigner(
            key_id,
            lambda message: key.sign(message, PKCS1v15(), hashes.SHA1()),  # noqa: S303
        )

    @classmethod
    def from_settings(cls) -> Self | None:
        """The distribution of the `S3_CDN_DOMAIN` setting; None without one.

        Raises `ImproperlyConfigured` when its key is missing: unsigned addresses would open private
        videos to everybody.
        """
        if not settings.S3_CDN_DOMAIN:
            return None
        if not (settings.CLOUDFRONT_KEY_ID and settings.CLOUDFRONT_PRIVATE_KEY):
            raise ImproperlyConfigured(
                "S3_CDN_DOMAIN needs CLOUDFRONT_KEY_ID and CLOUDFRONT_PRIVATE_KEY."
            )
        return cls(
            domain=settings.S3_CDN_DOMAIN,
            key_id=settings.CLOUDFRONT_KEY_ID,
            private_key=settings.CLOUDFRONT_PRIVATE_KEY,
        )

    def sign(self, key: str, *, expires_s: int) -> str:
        """An address of the object that works for `expires_s` seconds."""
        url = f"https://{self.domain}/{quote(key)}"
        until = timezone.now() + timedelta(seconds=expires_s)
        signed: str = self.signer.generate_presigned_url(url, date_less_than=until)
        return signed
