"""The creator's pages of live."""
