"""E-mail: composed in the reader's language, sent by a Celery task."""
