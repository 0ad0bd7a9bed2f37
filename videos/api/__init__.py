"""JSON API of videos: one router a file."""
