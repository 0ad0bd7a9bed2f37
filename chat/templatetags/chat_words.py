"""What moderators did, as sentences in templates."""

from django import template

from chat.queries.log_words import details, sentence

register = template.Library()
register.filter("sentence", sentence)
register.filter("details", details)
