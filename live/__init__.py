"""Live: streams, keys, ingest, live playback, and the recording that becomes a video."""
