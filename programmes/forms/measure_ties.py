"""Which measures go under which section of the version in force: one choice for each measure on the page; saves nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import PlainForm
from programmes.measure_ties import Offer, Successors, fingerprint
from programmes.models import PolicyMeasure

WORDS = {
    "same": gettext_lazy("この項目を引き継いだ項目を選んであります。見出しと本文は変わっていません。"),
    "changed": gettext_lazy(
        "この項目を引き継いだ項目を選んであります。見出しか本文が変わっています。新旧対照表で確かめてください。"
    ),
    "kind": gettext_lazy(
        "引き継いだ項目は分かりません。同じ種別の項目を選んであります。内容を確かめてください。"
    ),
    "": gettext_lazy("引き継いだ項目は分かりません。結び付ける項目を選んでください。"),
}


class RetieForm(PlainForm, forms.Form):
    """One choice for each measure, filled with what follows its section; left blank it stays where it is."""

    def __init__(self, *args: Any, measures: Sequence[PolicyMeasure], sections: Successors, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.measures = list(measures)
        choices = [("", _("結び付け直さない")), *((str(s.pk), s.heading) for s in sections.sections)]
        for measure in self.measures:
            offer = sections.of(measure.section) if measure.section else Offer(None, "")
            self.fields[f"to_{measure.pk}"] = forms.ChoiceField(
                label=_("%(text)s（いま：%(version)s　%(heading)s）")
                % {
                    "text": Truncator(measure.text).chars(80),
                    "version": measure.section.item.title if measure.section else "–",
                    "heading": measure.section.heading if measure.section else "–",
                },
                help_text=WORDS[offer.found],
                choices=choices,
                required=False,
                initial=str(offer.section.pk) if offer.section else "",
            )
        self.fields["reason"] = forms.CharField(
            label=_("理由"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("履歴に残ります。公開している施策では、公開ページにも載ります。"),
        )
        self.fields["shown"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=fingerprint(self.measures, sections.current)
        )

    def clean(self) -> dict[str, Any]:
        """``chosen``: {measure: section}; refuses a page on which nothing was chosen."""
        data = super().clean()
        chosen = {m.pk: UUID(to) for m in self.measures if (to := data.get(f"to_{m.pk}"))}
        if not chosen and not self.errors:
            raise forms.ValidationError(_("結び付け直す施策を、一つ以上選んでください。"))
        return {
            **data,
            "chosen": chosen,
            "listed": [m.pk for m in self.measures],
        }
