"""The studio's pages. Every form works without scripts; with them the same is done over the JSON API."""
