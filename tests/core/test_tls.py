"""Other servers prove who they are, and whom we believe is read once."""

import ssl

from core.adapters.tls import authorities


def test_servers_are_to_prove_their_names_to_authorities_read_once() -> None:
    context = authorities()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 50
    assert authorities() is context
