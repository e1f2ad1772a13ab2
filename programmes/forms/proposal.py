"""What people of a proposal type, part by part, and what the agency asks of proposals; saves nothing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import CodeField, DigitsField, FullWidthIntegerField, PlainForm
from accounts.models import Affiliation, Organisation, Person
from confidentiality import files
from programmes.forms.fund import Choice, FiscalYearField, PersonField, YenField, lines
from programmes.models import Call, Proposal, ProposalSection, SectionRight
from programmes.proposal_text import ITEMS, STATEMENTS
from programmes.standing import CO_APPLICANT, INSTITUTION

Part = ProposalSection.Part
ROOM = 4  # empty lines below a table
MOST_LINES = 200
ABSTRACT = 800  # characters
HOLD = {"data-ime-hold": ""}  # half-typed kana are not sent


class StartForm(PlainForm, forms.Form):
    """Which of one's institutions applies, and what the draft is called for now."""

    title = forms.CharField(
        label=_("提案の名称"), max_length=200, help_text=_("提出するまで、いつでも変えられます。")
    )
    organisation = Choice(Organisation.objects.none(), label=_("研究代表者の所属機関"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, homes: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[o.pk for o in homes])
        if len(homes) == 1:
            field.initial = homes[0].pk


class TextForm(PlainForm, forms.Form):
    """One text of the form; longer than asked for is kept, and said: nothing typed is ever lost."""

    text = forms.CharField(
        required=False,
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "lang": "ja", **HOLD}),
    )

    def __init__(self, *args: Any, section: ProposalSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text = section.title, section.guidance
        field.required, field.needed_to_send = False, section.is_required

    def body(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"].replace("\r\n", "\n")}


class BasicsForm(PlainForm, forms.Form):
    """Title, abstract, the sum asked for, and what the representative affirms."""

    title = forms.CharField(label=_("提案の名称"), max_length=200, widget=forms.TextInput(attrs=HOLD))
    english_title = forms.CharField(label=_("英語の名称"), max_length=300, required=False)
    abstract = forms.CharField(
        label=_("要旨"),
        max_length=ABSTRACT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "ja", **HOLD}),
        help_text=_("800文字まで。提出するまでに記入してください。"),
    )
    erad_id = CodeField(label=_("e-Rad の応募番号"), max_length=40, required=False)
    amount = YenField(
        label=_("申請額（円）"),
        required=False,
        help_text=_("経費の合計と同じ額です。提出する時に確かめます。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in STATEMENTS.items():
            self.fields[name] = forms.BooleanField(label=words, required=False)
        for name in ("abstract", "amount", *STATEMENTS):
            self.fields[name].needed_to_send = True  # kept as it is typed, asked for when it is sent

    def body(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class BudgetLine(PlainForm, forms.Form):
    """One sum: year, cost item, yen."""

    year = FiscalYearField(label=_("年度"), help_text="")
    item = forms.ChoiceField(label=_("費目"), choices=[("", _("選んでください")), *ITEMS.items()])
    amount = YenField(label=_("金額（円）"))
    note = forms.CharField(label=_("内訳"), max_length=300, required=False)


class MemberLine(PlainForm, forms.Form):
    """One person as printed."""

    name = forms.CharField(label=_("氏名"), max_length=120)
    organisation = forms.CharField(label=_("所属機関"), max_length=200)
    part = forms.CharField(label=_("役割"), max_length=200, required=False)
    erad = DigitsField(
        8,
        label=_("e-Rad の研究者番号"),
        max_length=20,
        required=False,
        error_messages={"invalid": _("研究者番号は8桁の数字です。先頭の0も入力してください。")},
    )
    effort = FullWidthIntegerField(label=_("エフォート（％）"), min_value=0, max_value=100, required=False)


class Table(forms.BaseFormSet):
    """Lines of a table; an empty line is none."""

    KEY = ""

    def body(self) -> dict[str, Any]:
        rows = [f.cleaned_data for f in self.forms if f.has_changed() and f.cleaned_data]
        kept = [{n: row[n] for n in self.form.base_fields} for row in rows]
        return {self.KEY: [row for row in kept if any(v not in ("", None) for v in row.values())]}


class BudgetTable(Table):
    KEY = "lines"


class PeopleTable(Table):
    KEY = "members"


def table(
    form: type[forms.Form], base: type[Table], body: dict[str, Any], data: Any = None, more: int = 0
) -> Table:
    """The table as it stands with empty lines below it; bound when data came."""
    made = forms.formset_factory(form, formset=base, extra=ROOM + more, max_num=MOST_LINES, validate_max=True)
    if data is not None:
        return made(data, prefix="t", form_kwargs={"empty_permitted": True})
    return made(
        prefix="t",
        initial=body.get(base.KEY, []),
        form_kwargs={"use_required_attribute": False},
    )


def form_for(section: ProposalSection, data: Any = None, body: dict[str, Any] | None = None) -> Any:
    """The form or table of a part, filled with ``body`` (or what is kept)."""
    body = section.body if body is None else body
    if section.part == Part.TEXT:
        return TextForm(data, initial=body, section=section)
    if section.part == Part.BASICS:
        return BasicsForm(data, initial=body)
    form, base = (BudgetLine, BudgetTable) if section.part == Part.BUDGET else (MemberLine, PeopleTable)
    return table(form, base, body, data)


class FileForm(PlainForm, forms.Form):
    """One file for one part, judged by its bytes."""

    file = forms.FileField(
        label=_("ファイル"), help_text=_("PDF、Word、Excel、PowerPoint、PNG、JPEG、テキスト")
    )

    def clean_file(self) -> files.Checked:
        return files.check(self.cleaned_data["file"])


class InviteForm(PlainForm, forms.Form):
    """A person by their address, and what they are to do."""

    person = PersonField(
        label=_("メールアドレス"), help_text=_("登録されている利用者のアドレスを入力してください。")
    )
    part = forms.ChoiceField(
        label=_("役割"),
        choices=[
            (CO_APPLICANT, _("共同提案者（部分ごとに、読む・書く権限を決めます）")),
            (INSTITUTION, _("所属機関の承認者（提案書の全体を読みます）")),
        ],
        widget=forms.RadioSelect,
    )


class RightsForm(PlainForm, forms.Form):
    """What a co-applicant may do with each part."""

    def __init__(self, *args: Any, sections: list[ProposalSection], levels: dict[Any, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for section in sections:
            choices = [("", _("見せない")), *SectionRight.Level.choices]
            if section.for_representative:
                choices = choices[:2]
            self.fields[f"s{section.order}"] = forms.ChoiceField(
                label=section.title,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=levels.get(section.pk, ""),
            )
        self.sections = sections

    def levels(self) -> dict[Any, str]:
        return {s.pk: self.cleaned_data[f"s{s.order}"] for s in self.sections}


class DeclarationForm(PlainForm, forms.Form):
    """Outside posts and foreign funding of oneself."""

    has_posts = forms.BooleanField(label=_("所属機関の外の役職・兼業がある"), required=False)
    outside_posts = forms.CharField(
        label=_("役職・兼業の内容"), widget=lines(4), required=False, max_length=4_000
    )
    has_foreign = forms.BooleanField(label=_("外国からの資金・物品・役務の受入れがある"), required=False)
    foreign_support = forms.CharField(
        label=_("受入れの内容"), widget=lines(4), required=False, max_length=4_000
    )
    is_true = forms.BooleanField(label=_("申告の内容に、誤りや記載漏れはありません"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for flag, words in (("has_posts", "outside_posts"), ("has_foreign", "foreign_support")):
            if data.get(flag) and not data.get(words, "").strip():
                self.add_error(words, _("「ある」としたときは、内容を記入してください。"))
            elif not data.get(flag):
                data[words] = ""
        return data

    def words(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if n != "is_true"}


class ReturnForm(PlainForm, forms.Form):
    note = forms.CharField(label=_("差し戻す理由"), widget=lines(3), max_length=2_000)


class JudgeForm(PlainForm, forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        widget=lines(4),
        max_length=2_000,
        help_text=_("研究代表者に表示されます。ほかの提案のことは書かないでください。"),
    )


class CheckNoteForm(PlainForm, forms.Form):
    note = forms.CharField(
        label=_("確認のメモ"),
        widget=lines(4),
        required=False,
        max_length=4_000,
        help_text=_("提案者には表示されません。"),
    )


class FilterForm(PlainForm, forms.Form):
    """Which proposals of a call are listed."""

    state = forms.ChoiceField(label=_("状態"), required=False)
    q = forms.CharField(label=_("名称・受付番号・研究代表者"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(v, w) for v, w in Proposal.State.choices if v != Proposal.State.DRAFT]
        self.fields["state"].choices = [("", _("すべて")), *states]


class TermsForm(PlainForm, forms.ModelForm):
    """What a call asks of the application besides its text."""

    class Meta:
        model = Call
        fields = ("needs_institution_approval", "indirect_rate", "indirect_is_limit")

    indirect_rate = FullWidthIntegerField(
        label=_("間接経費の上限（直接経費に対する％）"), min_value=0, max_value=100
    )


def homes_of(person: Person, now: Any) -> list[Organisation]:
    """The organisations a person belongs to now."""
    found: QuerySet = person.affiliations.select_related("organisation").order_by("-is_main")
    return [a.organisation for a in found.filter(Affiliation.valid_on(now))]
