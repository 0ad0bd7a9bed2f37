"""Words that a creator chooses from to describe a video."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a video is about."""

    ENTERTAINMENT = "entertainment", _("Entertainment")
    MUSIC = "music", _("Music")
    GAMES = "games", _("Games")
    EDUCATION = "education", _("Education")
    NEWS = "news", _("News")
    SPORTS = "sports", _("Sports")
    TECHNOLOGY = "technology", _("Technology")
    LIFE = "life", _("Life")
    TRAVEL = "travel", _("Travel")
    FILM = "film", _("Film")
    OTHER = "other", _("Other")


class Licence(models.TextChoices):
    """What others may do with it."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_ND = "cc-by-nd", "CC BY-ND 4.0"
    CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    CC0 = "cc0", _("CC0, public domain")


class Language(models.TextChoices):
    """What is spoken in it."""

    UNKNOWN = "", _("Not given")
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")
    JAPANESE = "ja", _("Japanese")
    CHINESE = "zh", _("Chinese")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    NONE = "zxx", _("No speech")
