"""Forms of a council's by-laws: the wording, and the acceptance of exactly one wording."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from councils.forms.council import LinesField


class RulesForm(PlainForm, forms.Form):
    """The by-laws as plain text, articles as lines."""

    text = LinesField(label=_("規約の本文"), max_length=50000, strip=False, rows=24)


class AcceptanceForm(PlainForm, forms.Form):
    """The digest of the text on the screen."""

    text_hash = forms.CharField(widget=forms.HiddenInput)
