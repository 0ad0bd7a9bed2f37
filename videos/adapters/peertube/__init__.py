"""A PeerTube instance as our encoder and file server: a client of its REST API, and the steps on it.

Checked against PeerTube 8; see docs/peertube.md for the instance's side.
"""
