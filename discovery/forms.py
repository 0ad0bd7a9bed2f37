"""What the search page reads from its address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.queries.search import SearchSort
from videos.models import Video
from videos.queries.catalogue import Filters


class SearchForm(forms.Form):
    """Filters of a search. A value that does not exist counts as not given: links grow old."""

    uploaded = forms.ChoiceField(
        label=_("Upload date"),
        required=False,
        choices=[
            ("", _("Any time")),
            ("today", _("Last 24 hours")),
            ("week", _("This week")),
            ("month", _("This month")),
            ("year", _("This year")),
        ],
    )
    duration = forms.ChoiceField(
        label=_("Length"),
        required=False,
        choices=[
            ("", _("Any length")),
            ("short", _("Under 4 minutes")),
            ("medium", _("4 to 20 minutes")),
            ("long", _("Over 20 minutes")),
        ],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", _("Any category")), *Video.Category.choices],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Any language")), *(c for c in Video.Language.choices if c[0])],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("", _("Relevance")), ("newest", _("Upload date")), ("views", _("Views"))],
    )
    captions = forms.BooleanField(label=_("Has captions"), required=False)

    def filters(self) -> Filters:
        """The valid ones."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "sort"}
        return Filters(**chosen)

    def order(self) -> SearchSort:
        """How to order the results."""
        self.is_valid()
        chosen: SearchSort = self.cleaned_data.get("sort") or "relevance"
        return chosen
