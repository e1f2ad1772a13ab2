"""What is typed about a planned publication: the plan, parts of the manuscript, what it touches, a request to close."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm, today
from confidentiality import disclosures, files
from confidentiality.models import ClosingRequest, Disclosure, DisclosureAnswer, DisclosureTouch

LONG = 20_000  # characters


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ManuscriptFileField(forms.FileField):
    """A file judged by its bytes (see ``confidentiality.files``); cleans to ``files.Checked``."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", format_lazy(_("使える形式：{kinds}。50MBまで。"), kinds=files.ALLOWED))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> files.Checked | None:
        upload = super().clean(data, initial)
        return files.check(upload) if upload else None

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size == 0:
            raise ValidationError(_("ファイルが空です。内容のあるファイルを選んでください。"))
        return super().to_python(data)


class PlanForm(PlainForm, forms.Form):
    """What is to be published, where and when (R137)."""

    form = forms.ChoiceField(
        label=_("公開の形"), choices=[("", _("選んでください")), *Disclosure.Form.choices]
    )
    title = forms.CharField(label=_("公開するものの題名"), max_length=300)
    venue = forms.CharField(
        label=_("公開する場所"), max_length=300, help_text=_("例：学会の名称、論文誌、特許庁、配布するサイト")
    )
    planned_on = JapaneseDateField(label=_("公開の予定日"))
    abstract = forms.CharField(
        label=_("概要"),
        max_length=LONG,
        widget=_text(6),
        help_text=_("確認を求める協議会の構成員が読みます。守秘の指定がある内容は書かないでください。"),
    )
    is_basic_research = forms.BooleanField(label=_("基礎研究に近い内容を含む"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PartForm(PlainForm, forms.Form):
    """One part of the manuscript: a text, a file, or both."""

    place = forms.CharField(
        label=_("部分の名称"), max_length=120, help_text=_("例：本文、図3、補足資料。内容は書きません。")
    )
    text = forms.CharField(label=_("本文"), required=False, max_length=200_000, widget=_text(10))
    file = ManuscriptFileField(label=_("ファイル"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("file") and not data.get("text", "").strip() and "file" not in self.errors:
            self.add_error("file", _("ファイルを選ぶか、本文を入力してください。"))
        return data


class TouchForm(PlainForm, forms.Form):
    """What the manuscript has to do with one agreement in force."""

    answer = forms.ChoiceField(
        label=_("この計画との関係"), choices=DisclosureTouch.Answer, widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=_("内容を再現している部分"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選んだ部分は、指定が終わるまで伏せます。ほかの部分は公開できます。"),
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = parts

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == DisclosureTouch.Answer.REPRODUCES and not data.get("parts"):
            self.add_error("parts", _("内容を再現している部分を選んでください。"))
        return data


class DaysForm(PlainForm, forms.Form):
    """How long the councils are asked."""

    days = FullWidthIntegerField(label=_("確認の期間（日）"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, most = self.fields["days"], settings.DISCLOSURE_DAYS
        field.initial, field.max_value = most, most
        field.help_text = _("1日から%(n)s日まで。期限までに異議がなければ、公開できるようになります。") % {
            "n": most
        }

    def clean_days(self) -> int:
        if self.cleaned_data["days"] > settings.DISCLOSURE_DAYS:
            raise ValidationError(
                _("確認の期間は、1日から%(n)s日までにしてください。") % {"n": settings.DISCLOSURE_DAYS}
            )
        return self.cleaned_data["days"]


class ClosingForm(PlainForm, forms.Form):
    """The exception to openness: everything the others need to judge it (R114)."""

    ground = forms.ChoiceField(label=_("根拠"), choices=ClosingRequest.Ground, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        max_length=LONG,
        widget=_text(5),
        help_text=_("どのような支障が生じるかを書いてください。"),
    )
    parts = forms.MultipleChoiceField(
        label=_("対象の部分"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("支障がある部分だけを選んでください。ほかの部分は公開できます。"),
    )
    alternatives = forms.CharField(
        label=_("ほかに試みた方法"),
        max_length=LONG,
        widget=_text(3),
        help_text=_("表現を変える、数値を丸める、時期をずらすなど、公開したまま支障を避ける方法"),
    )
    ends_on = JapaneseDateField(
        label=_("終了日"), help_text=_("この日が終わると、自動で公開できるようになります。1年以内。")
    )
    review_by = forms.CharField(
        label=_("見直しを決める方"), max_length=200, help_text=_("例：要請した府省庁の担当課長")
    )
    basic_is_needed = forms.BooleanField(
        label=_("基礎研究に近い内容でも、非公開にする必要があることを確認した"), required=False
    )

    def __init__(
        self, *args: Any, parts: Sequence[tuple[str, str]], is_basic: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_basic = is_basic
        self.fields["parts"].choices = parts
        if not is_basic:
            del self.fields["basic_is_needed"]

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if not today() <= day < today() + disclosures.LONGEST - timedelta(days=1):
            raise ValidationError(_("終了日は、今日以後で、1年以内の日にしてください。"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.is_basic and not data.pop("basic_is_needed", False):
            self.add_error(
                "basic_is_needed",
                _(
                    "基礎研究に近い内容は、公開を原則とします。非公開が必要であることを確かめて、選んでください。"
                ),
            )
        return data


class ClosingAnswerForm(PlainForm, forms.Form):
    """A person's answer to a request to close."""

    decision = forms.ChoiceField(
        label=_("回答"),
        choices=[
            c for c in DisclosureAnswer.Decision.choices if c[0] != DisclosureAnswer.Decision.NO_OBJECTION
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(label=_("理由"), required=False, max_length=2000, widget=_text(3))
    shown = forms.CharField(widget=forms.HiddenInput)


class ExportControlForm(PlainForm, forms.Form):
    """What the check of export control said."""

    result = forms.ChoiceField(
        label=_("輸出管理の確認結果"), choices=Disclosure.ExportControl, widget=forms.RadioSelect
    )
