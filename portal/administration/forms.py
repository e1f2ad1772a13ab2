"""Shapes of what an administrator types; refuses to grant what no field here names."""
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from accounts.models import Affiliation, Office, Organisation, OrganisationAlias, Person
from councils.models import DutyText


class PersonForm(PlainForm, forms.ModelForm):
    """A person's names as papers print them, byte for byte."""

    class Meta:
        model = Person
        fields = ["email", "family_name", "given_name", "family_kana", "given_kana", "english_name"]
        help_texts = {
            "email": _("サインインに使います。"),
            "family_kana": _("ひらがなで入力してください。名簿の並び順に使います。"),
        }
        error_messages = {"email": {"unique": _("このメールアドレスは、すでに登録されています。"), "required": _("メールアドレスを入力してください。")},
                          "family_name": {"required": _("姓を入力してください。")}}

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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)


class OfficeForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Office
        fields = ["kind", "organisation"]


class OrganisationForm(PlainForm, forms.ModelForm):
    """An organisation and, one per line, the other spellings under which papers name it."""

    aliases = forms.CharField(label=_("別表記"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
                              help_text=_("1行に1つ入力してください（例：キャノン株式会社）。"))

    class Meta:
        model = Organisation
        fields = ["name", "kana", "short_name", "english_name", "kind", "is_active"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance._state.adding is False:
            self.fields["aliases"].initial = "\n".join(a.name for a in self.instance.aliases.all())

    def clean_aliases(self) -> list[str]:
        names = list(dict.fromkeys(n.strip() for n in self.cleaned_data["aliases"].splitlines() if n.strip()))
        taken = OrganisationAlias.objects.filter(name__in=names).exclude(organisation=self.instance.pk).first()
        if taken:
            raise ValidationError(_("「%(name)s」は、別の組織（%(other)s）の別表記です。") % {"name": taken.name, "other": taken.organisation})
        return names

    def save(self, commit: bool = True) -> Organisation:
        organisation = super().save(commit)
        organisation.aliases.exclude(name__in=self.cleaned_data["aliases"]).delete()
        for name in self.cleaned_data["aliases"]:
            organisation.aliases.get_or_create(name=name)
        return organisation


class DutyTextForm(PlainForm, forms.ModelForm):
    class Meta:
        model = DutyText
        fields = ["kind", "text", "english"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "english": forms.Textarea(attrs={"rows": 5})}


class SettingsForm(PlainForm, forms.ModelForm):
    """What a person decides about their own screen."""

    class Meta:
        model = Person
        fields = ["language", "theme", "uses_keys"]
        widgets = {"language": forms.RadioSelect(choices=[("ja", "日本語"), ("en", "English")]), "theme": forms.RadioSelect}
