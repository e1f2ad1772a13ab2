"""What is typed into the small registers, their links, tags, shares and budget lines; saves nothing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, LinkField, PlainForm, today
from accounts.models import Organisation
from programmes.catalogue import name_of
from programmes.forms.fund import Choice, FiscalYearField, YenField, government
from programmes.forms.technology_book import Seen, past_day, text
from programmes.models import BudgetLine, CatalogueEntry, ConceptTechnology, CriticalTechnology, Issue
from programmes.policy_registers import Register


def _technology(label: Any, *, required: bool) -> forms.ModelChoiceField:
    return Choice(CriticalTechnology.objects.order_by("name"), label=label, required=required)


def _field(register: Register, name: str, label: Any) -> forms.Field:
    """The field of one column, as this register names and needs it."""
    needed = name in register.needed or name == "title"
    if name == "number":
        return FullWidthIntegerField(label=label, required=needed, min_value=1, max_value=999)
    if name == "text":
        return text(label, 5, required=needed)
    if name == "category":
        return forms.ChoiceField(
            label=label, required=needed, choices=register.categories, widget=forms.RadioSelect
        )
    if name == "technology":
        return _technology(label, required=needed)
    if name == "organisation":
        return Choice(Organisation.objects.filter(is_active=True), label=label, required=needed)
    if name == "on":
        return JapaneseDateField(label=label, required=needed)
    if name == "url":
        return LinkField(label=label, required=needed, max_length=500)
    most = CatalogueEntry._meta.get_field(name).max_length
    return forms.CharField(label=label, required=needed, max_length=most)


class EntryForm(PlainForm, Seen):
    """One entry of a register, with that register's columns and labels."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, register: Register, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in register.columns.items():
            self.fields[name] = _field(register, name, label)
        del self.fields["shown" if is_new else "key"]

    @staticmethod
    def values_of(entry: CatalogueEntry, register: Register) -> dict[str, Any]:
        keyed = ("technology", "organisation")
        return {n: getattr(entry, f"{n}_id" if n in keyed else n) for n in register.columns}


class SettleForm(PlainForm, forms.Form):
    """The answer or the result, with its day."""

    answered_on = JapaneseDateField(label=_("回答または決着の日"))
    answer = text(_("回答または結果"), 4, required=True)

    def __init__(self, *args: Any, takes_over: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = today()
        if takes_over:
            self.fields["counterpart"] = forms.CharField(label=takes_over, max_length=200)

    def clean_answered_on(self) -> Any:
        return past_day(self, "answered_on")


class NoteForm(PlainForm, forms.Form):
    text = text(_("経過"), 4, required=True)


class LinkForm(PlainForm, forms.Form):
    """Which of the things of one kind that the reader may read."""

    subject = Choice(CriticalTechnology.objects.none(), label=_("結び付けるもの"))
    how = text(_("関係、または変えたこと"))

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].queryset = among
        self.fields["subject"].label_from_instance = name_of


class BudgetForm(PlainForm, Seen):
    """A sum asked for or given."""

    fiscal_year = FiscalYearField(label=_("年度"))
    stage = forms.ChoiceField(label=_("要求か予算措置か"), choices=BudgetLine.Stage, widget=forms.RadioSelect)
    act = forms.CharField(
        label=_("予算"), max_length=120, help_text=_("例：令和8年度当初予算、令和7年度補正予算")
    )
    ministry = Choice(Organisation.objects.none(), label=_("府省庁"), required=False)
    name = forms.CharField(label=_("事業の名称"), max_length=200)
    amount = YenField(label=_("金額（円）"))
    source = forms.CharField(
        label=_("出典"), max_length=300, help_text=_("文書の名称とページを書いてください。")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].queryset = government()
        del self.fields["shown" if is_new else "key"]

    @classmethod
    def values_of(cls, line: BudgetLine) -> dict[str, Any]:
        names = ("fiscal_year", "stage", "act", "name", "amount", "source")
        return {n: getattr(line, n) for n in names} | {"ministry": line.ministry_id}


class IssueForm(PlainForm, forms.Form):
    """An issue or a viewpoint."""

    name = forms.CharField(label=_("名称"), max_length=100)
    sort = forms.ChoiceField(label=_("区分"), choices=Issue.Kind, widget=forms.RadioSelect)
    text = text(_("説明"))
    source = forms.CharField(label=_("出典"), max_length=300, required=False)
    is_current = forms.BooleanField(label=_("新しい印に使う"), required=False, initial=True)

    def __init__(self, *args: Any, issue: Issue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issue = issue

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Issue.objects.filter(name=name).exclude(pk=self.issue.pk if self.issue else None).exists():
            raise forms.ValidationError(_("同じ名称の課題・観点があります。"))
        return name

    @classmethod
    def values_of(cls, issue: Issue) -> dict[str, Any]:
        return {n: getattr(issue, n) for n in cls.base_fields}


class TagForm(PlainForm, forms.Form):
    """Every issue and viewpoint the thing serves."""

    issues = forms.ModelMultipleChoiceField(
        queryset=Issue.objects.none(),
        label=_("課題・観点"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, issues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issues"].queryset = issues


class ShareForm(PlainForm, forms.Form):
    """A technology and its part of the concept's money."""

    technology = _technology(_("重要技術"), required=True)
    share = FullWidthIntegerField(
        label=ConceptTechnology._meta.get_field("share").verbose_name,
        min_value=1,
        max_value=100,
        help_text=_("1から100までの整数。合計が100に満たない分は、どの技術にも数えません。"),
    )
