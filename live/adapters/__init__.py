"""The outside world of live: the RTMP wire, ffmpeg as packager, ingest engines."""
