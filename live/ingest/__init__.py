"""The ingest process: takes publishers' streams, packages them, and serves them to players."""
