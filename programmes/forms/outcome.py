"""What is typed about outcomes: the record, where it appeared, how far a use has come, what is looked for; saves nothing."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import (
    FullWidthIntegerField,
    JapaneseDateField,
    LinkField,
    PlainForm,
    SignsField,
    today,
)
from accounts.models import Organisation, Person
from confidentiality.disclosure_forms import PlanForm
from programmes.forms.fund import Choice, government, lines
from programmes.models import Outcome, OutcomeUse, TechnologyField


class OutcomeForm(PlainForm, forms.Form):
    """The record of an outcome; public once something of it is published."""

    outcome_kind = forms.ChoiceField(
        label=_("種別"), choices=[("", _("選んでください")), *Outcome.Kind.choices]
    )
    title = forms.CharField(label=_("成果の題名"), max_length=300)
    english_title = forms.CharField(label=_("英語の題名"), max_length=400, required=False)
    authors = forms.CharField(label=_("著者・発明者（掲載どおり）"), max_length=500)
    organisation = Choice(Organisation.objects.none(), label=_("成果を出した機関"))
    field = forms.ModelChoiceField(
        TechnologyField.objects.none(), label=_("技術分野"), required=False, empty_label=_("選ばない")
    )
    produced_on = JapaneseDateField(label=_("成果の日"))
    description = forms.CharField(
        label=_("説明"),
        max_length=8_000,
        widget=lines(6),
        help_text=_("公開すると、だれでも読めます。守秘の指定がある内容は書かないでください。"),
    )
    english_description = forms.CharField(
        label=_("英語の説明"), max_length=8_000, widget=lines(4), required=False
    )
    is_basic_research = forms.BooleanField(label=_("基礎研究に近い内容を含む"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, organisations: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["field"].queryset = TechnologyField.objects.all()

    def clean_produced_on(self) -> Any:
        if self.cleaned_data["produced_on"] > today():
            raise forms.ValidationError(_("今日までの日を入力してください。"))
        return self.cleaned_data["produced_on"]


class DoiField(SignsField):
    """A DOI, also as the link or with the word before it."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return re.sub(r"^(https?://(dx\.)?doi\.org/|doi: *)", "", text, flags=re.IGNORECASE)


class WhereForm(PlainForm, forms.Form):
    """Where it can be found, and the exceptions to its free use."""

    doi = DoiField(
        r"^10\.\d{4,9}/\S+$",
        label="DOI",
        max_length=200,
        required=False,
        help_text=_("例：10.1234/abcd"),
        error_messages={"invalid": _("DOIとして読めません。10. で始まる番号を入力してください。")},
    )
    link = LinkField(label=_("掲載先のアドレス"), max_length=500, required=False)
    restriction = forms.CharField(
        label=_("利用の制限"),
        max_length=2_000,
        widget=lines(3),
        required=False,
        help_text=_(
            "企業などが自由に使えるのが原則です。例外があるときだけ、内容・理由・終わりを書いてください。"
        ),
    )


class UseForm(PlainForm, forms.Form):
    """How far a civil or public use has come (R44)."""

    sector = forms.ChoiceField(label=_("利用の区分"), choices=OutcomeUse.Sector, widget=forms.RadioSelect)
    ministry = Choice(
        Organisation.objects.none(),
        label=_("利用が見込まれる府省庁"),
        required=False,
        help_text=_("公的利用では、必ず選んでください。選んだ府省庁の方に、この成果があることを知らせます。"),
    )
    state = forms.ChoiceField(label=_("利用の状況"), choices=OutcomeUse.State, widget=forms.RadioSelect)
    note = forms.CharField(label=_("内容"), max_length=2_000, widget=lines(3))
    is_public = forms.BooleanField(label=_("公開ページに載せる"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].queryset = government()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (
            data.get("sector") == OutcomeUse.Sector.PUBLIC
            and not data.get("ministry")
            and "ministry" not in self.errors
        ):
            self.add_error("ministry", _("公的利用では、利用が見込まれる府省庁を選んでください。"))
        return data


class SuccessionForm(PlainForm, forms.Form):
    """Why somebody takes over a publication whose author has left."""

    reason = forms.CharField(label=_("引き継ぐ理由"), max_length=1000, widget=lines(3))


class SuccessionPlanForm(PlanForm, SuccessionForm):
    """The same, with the plan anew: what nobody had been asked about was its author's own."""

    field_order = ("reason",)


class OfferForm(PlainForm, forms.Form):
    """To whom a publication is handed over, and why."""

    to = forms.ModelChoiceField(
        Person.objects.none(), label=_("引き渡す相手"), empty_label=_("選んでください")
    )
    reason = forms.CharField(
        label=_("引き渡す理由"),
        max_length=1000,
        widget=lines(3),
        help_text=_("引き渡した後は、確認を求める協議会にも表示します。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = lambda person: person.name


class OfferAnswerForm(PlainForm, forms.Form):
    """Taken or not."""

    answer = forms.ChoiceField(
        label=_("返事"),
        choices=[("accept", _("引き受ける")), ("decline", _("引き受けない"))],
        widget=forms.RadioSelect,
    )


class CatalogueForm(PlainForm, forms.Form):
    """What is looked for among published outcomes; whatever cannot be read asks for nothing."""

    q = forms.CharField(label=_("言葉"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("種別"), required=False, choices=[("", _("すべて")), *Outcome.Kind.choices]
    )
    field = forms.ModelChoiceField(
        TechnologyField.objects.none(), label=_("技術分野"), required=False, empty_label=_("すべて")
    )
    year = FullWidthIntegerField(label=_("年（西暦）"), required=False, min_value=1900, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = TechnologyField.objects.all()
