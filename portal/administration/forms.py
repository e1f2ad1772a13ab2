"""Shapes of what an administrator types; refuses to grant what no field here names."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import EmailField, JapaneseDateField, PlainForm, today
from accounts.models import Affiliation, Office, Organisation, OrganisationAlias, Person
from councils.models import DutyText

CHOOSE = _("選んでください")
LANGUAGES = [("ja", "日本語"), ("en", "English")]


class PersonForm(PlainForm, forms.ModelForm):
    """A person's names as papers print them, byte for byte."""

    class Meta:
        model = Person
        fields = ["email", "family_name", "given_name", "family_kana", "given_kana", "english_name"]
        field_classes = {"email": EmailField}
        help_texts = {
            "email": _("サインインと、お知らせの送り先に使います。"),
            "family_name": _("文書に記載するとおりの字で入力してください。"),
            "family_kana": _("ひらがなで入力してください。名簿の並び順に使います。"),
        }
        error_messages = {
            "email": {
                "unique": _("このメールアドレスは、すでに登録されています。"),
                "required": _("メールアドレスを入力してください。"),
            },
            "family_name": {"required": _("姓を入力してください。")},
        }

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Person.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("このメールアドレスは、すでに登録されています。"))
        return email


class AffiliationForm(PlainForm, forms.ModelForm):
    """Where the person belongs from now on; the earlier affiliation ends and stays on record."""

    class Meta:
        model = Affiliation
        fields = ["organisation", "department", "title"]
        labels = {"organisation": _("組織")}
        error_messages = {"organisation": {"required": _("組織を選んでください。")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        self.fields["organisation"].empty_label = CHOOSE


class OfficeForm(PlainForm, forms.ModelForm):
    """A function at the portal, from now until, at most, the end of a day."""

    until = JapaneseDateField(
        label=_("終わりの日"),
        required=False,
        help_text=_("この日まで有効です。定めないときは、空欄にしてください。"),
    )

    class Meta:
        model = Office
        fields = ["kind", "organisation"]
        labels = {"organisation": _("組織")}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"organisation": _("組織に属する役割のときに選びます。")}
        error_messages = {"kind": {"required": _("役割を選んでください。")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Office.Kind.choices
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        self.fields["organisation"].empty_label = _("属さない")

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until < today():
            raise ValidationError(_("今日より前の日にはできません。"))
        return until


class EndOfficeForm(PlainForm, forms.Form):
    """Which of the functions a person holds now comes to its end."""

    office = forms.ModelChoiceField(
        label=_("終える役割"),
        queryset=Office.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("終える役割を選んでください。")},
    )

    def __init__(self, *args: Any, holder: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        field.queryset = holder.offices.filter(Office.valid_on(timezone.now())).order_by("kind", "valid_from")
        field.label_from_instance = lambda office: office.get_kind_display()


class OrganisationForm(PlainForm, forms.ModelForm):
    """An organisation and, one per line, the other spellings under which papers name it."""

    aliases = forms.CharField(
        label=_("別表記"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "1行に1つ入力してください（例：キャノン株式会社）。探すときに使います。文書には、正式な名称を記載します。"
        ),
    )

    class Meta:
        model = Organisation
        fields = ["name", "kana", "short_name", "english_name", "kind", "is_active"]
        error_messages = {
            "name": {
                "required": _("名称を入力してください。"),
                "unique": _("この名称の組織は、すでに登録されています。"),
            },
            "kind": {"required": _("種別を選んでください。")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", CHOOSE), *Organisation.Kind.choices]
        if not self.instance._state.adding:
            self.fields["aliases"].initial = "\n".join(a.name for a in self.instance.aliases.all())

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        self._refuse_taken(OrganisationAlias.objects.filter(name=name).exclude(organisation=self.instance.pk))
        return name

    def clean_aliases(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["aliases"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line and line != self.cleaned_data.get("name")))
        self._refuse_taken(
            OrganisationAlias.objects.filter(name__in=names).exclude(organisation=self.instance.pk)
        )
        official = Organisation.objects.filter(name__in=names).exclude(pk=self.instance.pk).first()
        if official:
            raise ValidationError(_("「%(name)s」は、別の組織の名称です。"), params={"name": official.name})
        return names

    @staticmethod
    def _refuse_taken(found: Any) -> None:
        taken = found.select_related("organisation").first()
        if taken:
            raise ValidationError(
                _("「%(name)s」は、別の組織（%(other)s）の別表記です。"),
                params={"name": taken.name, "other": taken.organisation.name},
            )

    def save(self, commit: bool = True) -> Organisation:
        organisation = super().save(commit)
        names = self.cleaned_data["aliases"]
        organisation.aliases.exclude(name__in=names).delete()
        for name in names:
            organisation.aliases.get_or_create(name=name)
        return organisation


class DutyTextForm(PlainForm, forms.ModelForm):
    """A new version of a wording; what people have signed keeps the version they were shown."""

    class Meta:
        model = DutyText
        fields = ["kind", "text", "english"]
        labels = {"kind": _("文面の種類")}
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 8}),
            "english": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "kind": {"required": _("文面の種類を選んでください。")},
            "text": {"required": _("本文を入力してください。")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = DutyText.Kind.choices


class SettingsForm(PlainForm, forms.ModelForm):
    """What a person decides about their own screen."""

    language = forms.ChoiceField(label=_("表示言語"), choices=LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = Person
        fields = ["language", "theme", "uses_keys"]
        widgets = {"theme": forms.RadioSelect}
        help_texts = {
            "uses_keys": _("入力欄の外で、1文字のキーを押して操作できます。文字の変換中は働きません。")
        }
