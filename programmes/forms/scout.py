"""What is typed at the register of reviewers and scouts; saves nothing."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, today
from programmes.forms.fund import PersonField, lines
from programmes.forms.proposal_list import ListForm
from programmes.models import ScoutEntry, TechnologyField
from programmes.technologies import in_tree_order

FUNCTIONS = ("is_reviewer", "is_scout", "is_evaluator")


def field_choices() -> list[tuple[UUID, str]]:
    """The tree of fields, a part behind what it is a part of. One query."""
    return [
        (f.pk, f"{'　' * depth}{f.name}") for depth, f in in_tree_order(list(TechnologyField.objects.all()))
    ]


class KnownForm(PlainForm, forms.Form):
    """Fields and languages: what a person can judge, theirs to say."""

    fields_known = forms.TypedMultipleChoiceField(
        label=_("専門の技術分野"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(
        label=_("審査できる言語"), max_length=100, required=False, help_text=_("例：日本語、英語")
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_known"].choices = field_choices()

    @staticmethod
    def said(fields_known: list[UUID], shown: str = "", **data: Any) -> dict[str, Any]:
        """The words of a line."""
        return {**data, "fields": sorted(fields_known)}

    @staticmethod
    def values_of(entry: ScoutEntry) -> dict[str, Any]:
        words = {n: getattr(entry, n) for n in ScoutEntry.WORDS}
        return {**words, "fields_known": entry.fields, "shown": entry.mark}


class ScoutForm(KnownForm):
    """What the agency asks for."""

    is_reviewer = forms.BooleanField(
        label=_("審査員"), required=False, help_text=_("公募の提案を審査します。")
    )
    is_scout = forms.BooleanField(
        label=_("目利き"), required=False, help_text=_("提案を審査し、有望な研究や人も知らせます。")
    )
    is_evaluator = forms.BooleanField(
        label=_("評価者"), required=False, help_text=_("ステージゲートで課題を評価します。")
    )
    until = JapaneseDateField(
        label=_("期限"), required=False, help_text=_("この日まで依頼できます。決めないときは空けてください。")
    )
    note = forms.CharField(
        label=_("備考"), max_length=2_000, required=False, widget=lines(3), help_text=_("本人も読みます。")
    )
    field_order = ("person", *FUNCTIONS, "fields_known", "languages", "until", "note")

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < today():
            raise forms.ValidationError(_("今日より後の日を入力してください。"))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not any(data.get(name) for name in FUNCTIONS):
            self.add_error("is_reviewer", _("審査員・目利き・評価者のうち、一つ以上を選んでください。"))
        return data


class NewScoutForm(ScoutForm):
    """Somebody of the portal who is to be asked."""

    person = PersonField(
        label=_("メールアドレス"), help_text=_("登録されている利用者のアドレスを入力してください。")
    )


class DeclineForm(PlainForm, forms.Form):
    """Why somebody says no, if they care to say."""

    reason = forms.CharField(label=_("理由"), max_length=2_000, required=False, widget=lines(3))


class ScoutFilter(PlainForm, forms.Form):
    """Which lines are listed."""

    q = forms.CharField(label=_("氏名・メールアドレス"), required=False, max_length=100)
    field = forms.TypedChoiceField(label=_("技術分野"), coerce=UUID, required=False, empty_value=None)
    function = forms.ChoiceField(
        label=_("役割"),
        required=False,
        choices=[
            ("", _("すべて")),
            ("is_reviewer", _("審査員")),
            ("is_scout", _("目利き")),
            ("is_evaluator", _("評価者")),
        ],
    )
    state = forms.ChoiceField(
        label=_("状態"),
        required=False,
        choices=[("", _("すべて")), ("usable", _("いま依頼できる方")), *ScoutEntry.State.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("すべて")), *field_choices()]


class PickFilter(PlainForm, forms.Form):
    """Among whom is chosen; at first among those of the call's own fields."""

    q = forms.CharField(label=_("氏名・メールアドレス"), required=False, max_length=100)
    field = forms.ChoiceField(label=_("技術分野"), required=False)

    def __init__(self, *args: Any, has_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", _("この公募の技術分野")), ("all", _("すべて"))] if has_own else [("", _("すべて"))]
        self.fields["field"].choices = [*first, *((str(pk), name) for pk, name in field_choices())]


class ScoutListForm(ListForm):
    """A list of people to ask."""
