"""Forms of setting a council up: proposal, its wording, who is asked; refuses to offer what the person may not name."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, PlainForm
from accounts.models import Organisation
from councils.models import Council, EstablishmentConsent, OrganisationInvitation


class LinesField(forms.CharField):
    """Text in lines. Browsers end them their own way; ours end one way, so a digest depends on the words alone."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class WordingForm(PlainForm, forms.Form):
    """What everyone is asked to consent to, and the recorded need (R68, R69)."""

    name = forms.CharField(label=_("協議会の名称"), max_length=120)
    english_name = forms.CharField(label=_("英語の名称"), max_length=200, required=False)
    purpose = LinesField(label=_("目的"), help_text=_("公開ページに掲載すると、だれでも読めます。"))
    scope = LinesField(
        label=_("対象とする研究開発"), help_text=_("公開ページに掲載すると、だれでも読めます。")
    )
    need_note = LinesField(
        label=_("伴走支援が必要と認めた理由"),
        required=False,
        help_text=_("同意の取得を始めるまでに記録してください。"),
    )
    legal_basis = forms.CharField(
        label=_("根拠"), max_length=200, required=False, help_text=_("法律や要綱の名称と条を書いてください。")
    )
    text = LinesField(
        label=_("設置の趣旨"),
        rows=14,
        help_text=_("候補者は、名称・種別・目的・対象とこの文面を読んで、同意するかどうか答えます。"),
    )

    FOR_COUNCIL = ("name", "english_name", "purpose", "scope", "need_note", "legal_basis")

    @property
    def council_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FOR_COUNCIL if name in self.cleaned_data}


class ProposalForm(WordingForm):
    """A new council; ``organisations`` are the parts of government the person acts for."""

    organisation = forms.ModelChoiceField(
        label=_("設置する府省庁"), queryset=Organisation.objects.none(), empty_label=_("選んでください")
    )
    council_kind = forms.ChoiceField(
        label=_("種別"),
        choices=Council.Kind,
        initial=Council.Kind.GENERAL,
        widget=forms.RadioSelect,
        help_text=_("基金の研究開発課題には、指定基金協議会を必ず置きます。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = [
        "organisation",
        "council_kind",
        "name",
        "english_name",
        "need_note",
        "purpose",
        "scope",
        "legal_basis",
        "text",
        "key",
    ]

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(
            pk__in=[o.pk for o in organisations]
        )
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].pk


class RevisionForm(WordingForm):
    """The wording while the council is being set up; a changed word asks everyone again."""

    consent_days = FullWidthIntegerField(label=_("守秘の指定への回答日数"), min_value=1, max_value=90)
    confirm_days = FullWidthIntegerField(label=_("議事の確認日数"), min_value=1, max_value=60)

    FOR_COUNCIL = (*WordingForm.FOR_COUNCIL, "consent_days", "confirm_days")


class ReasonForm(PlainForm, forms.Form):
    """Why something consequential is done; members read it on the board."""

    reason = LinesField(label=_("理由"), help_text=_("構成員の連絡の欄に残ります。"))


class ConsentForm(PlainForm, forms.Form):
    """A nominee's own answer to the very text on the screen (R69)."""

    decision = forms.ChoiceField(
        label=_("回答"), choices=EstablishmentConsent.Decision, widget=forms.RadioSelect
    )
    comment = LinesField(
        label=_("事務局への連絡"),
        rows=3,
        required=False,
        help_text=_("同意しない場合は、どこが変われば同意できるかをお書きいただけると助かります。"),
    )
    text_hash = forms.CharField(widget=forms.HiddenInput)


class OrganisationForm(PlainForm, forms.Form):
    """A ministry or body asked to take part (R70)."""

    organisation = forms.ModelChoiceField(label=_("組織"), queryset=Organisation.objects.none())
    note = forms.CharField(label=_("備考"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(is_active=True)
        field.choices = grouped(field.queryset)


class OrganisationAnswerForm(PlainForm, forms.Form):
    """What the body answered."""

    state = forms.ChoiceField(label=_("回答"), choices=OrganisationInvitation.State)


def grouped(organisations: Any) -> list:
    """Choices of a select: organisations by kind, in the order the kinds are declared."""
    kinds: dict[str, list] = {}
    for one in organisations:
        kinds.setdefault(one.kind, []).append((one.pk, one.name))
    made: list = [("", _("選んでください"))]
    return made + [(label, kinds[kind]) for kind, label in Organisation.Kind.choices if kind in kinds]
