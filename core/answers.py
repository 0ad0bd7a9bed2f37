"""What the API answers is made of."""

from pydantic import BaseModel


class Answer(BaseModel):
    """A part of an answer that we fill ourselves, member by member.

    Ninja's own `Schema` reads any object through a getter for Django's models, once when it is made and again when it is
    sent: a third of the time of a list. What is made here is checked once and sent as it is.
    """
