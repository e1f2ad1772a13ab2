"""What is typed about decisions, action items and support; owners are chosen among members who can read the matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm
from accounts.models import Organisation
from accounts.phrasing import bracketed
from councils.models import ActionItem, Council, Decision, Material, Meeting, Membership, SupportAction


def _seats(council: Council) -> Any:
    return (
        Membership.objects.filter(council=council, state__in=["active", "leaving"])
        .select_related("person", "organisation")
        .order_by("person__family_kana", "person__given_kana")
    )


def _name(seat: Membership) -> str:
    return bracketed(seat.person.name, seat.organisation.name)


class DecisionForm(PlainForm, forms.Form):
    """What was agreed, at which meeting, and whose words these are."""

    text = forms.CharField(label=_("決定した事項"), widget=forms.Textarea(attrs={"rows": 4}))
    meeting = forms.ModelChoiceField(
        label=_("決定した会合"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("会合の外（書面など）"),
    )
    about = forms.ModelChoiceField(
        label=_("守秘の資料に触れる場合、その資料"),
        queryset=Material.objects.none(),
        required=False,
        empty_label=_("触れない（構成員の全員に表示）"),
        help_text=_("選ぶと、その資料の内容を見られる人にだけ表示します。"),
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(council=council).exclude(
            state=Meeting.State.CANCELLED
        )
        self.fields["about"].queryset = Material.objects.filter(council=council).order_by("-created")
        self.fields["about"].label_from_instance = lambda material: material.title


class ActionForm(PlainForm, forms.Form):
    """Who does what by when (R77); a lead for implementation is marked (R80)."""

    text = forms.CharField(label=_("対応すること"), widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        label=_("担当"), queryset=Membership.objects.none(), empty_label=_("選んでください")
    )
    due_on = JapaneseDateField(label=_("期限"))
    is_lead = forms.BooleanField(label=_("担当は、社会実装を牽引する"), required=False)
    decision = forms.ModelChoiceField(
        label=_("もとになる決定事項"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("なし"),
        help_text=_("守秘の資料に触れる決定事項を選ぶと、対応事項も同じ人にだけ表示します。"),
    )
    meeting = forms.ModelChoiceField(
        label=_("決めた会合"), queryset=Meeting.objects.none(), required=False, empty_label=_("会合の外")
    )
    field_order = ["text", "owner", "due_on", "is_lead", "decision", "meeting"]

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = _seats(council)
        self.fields["owner"].label_from_instance = _name
        self.fields["meeting"].queryset = Meeting.objects.filter(council=council).exclude(
            state=Meeting.State.CANCELLED
        )
        self.fields["decision"].queryset = Decision.objects.filter(council=council).order_by("-decided_at")
        self.fields["decision"].label_from_instance = lambda decision: decision.text[:60]


class ReassignForm(PlainForm, forms.Form):
    """Another owner or another date."""

    owner = forms.ModelChoiceField(
        label=_("担当"), queryset=Membership.objects.none(), empty_label=_("選んでください")
    )
    due_on = JapaneseDateField(label=_("期限"))

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"owner": action.owner_id, "due_on": action.due_on}, **kwargs)
        self.fields["owner"].queryset = _seats(action.council)
        self.fields["owner"].label_from_instance = _name


class NoteForm(PlainForm, forms.Form):
    """A sentence that goes with an act on an action item."""

    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label


class SupportForm(PlainForm, forms.Form):
    """Which support is asked of whom (R82)."""

    support_kind = forms.ChoiceField(
        label=_("支援の種類"), choices=SupportAction.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("求める支援"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("構成員の全員に表示します。守秘の内容は書かないでください。"),
    )
    provider = forms.ModelChoiceField(
        label=_("支援する組織"),
        queryset=Organisation.objects.filter(is_active=True),
        empty_label=_("選んでください"),
    )
    due_on = JapaneseDateField(label=_("希望する時期"), required=False)


class AnswerForm(PlainForm, forms.Form):
    """What the asked body answers."""

    answer = forms.CharField(
        label=_("回答"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000
    )
