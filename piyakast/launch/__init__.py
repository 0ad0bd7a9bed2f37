"""`make run`: the whole site under one terminal, with embedded services where none are given."""
