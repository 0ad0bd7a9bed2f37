"""Looking into one hostile file, in a child process of its own.

Nothing but PyAV and these modules is imported here: each probe starts such a child, and what it imports is waited for.
"""
