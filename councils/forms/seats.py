"""Forms of one person's way into a council and out of it; refuses to browse people: a candidate is named by address."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EmailField, PlainForm, to_ascii
from accounts.models import Organisation, Person
from councils.forms.council import LinesField, grouped
from councils.models import Membership

ADDRESS = forms.EmailInput(attrs={"autocomplete": "off"})


class AddressField(EmailField):
    """An e-mail address, typed in full- or half-width."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").lower()


class AddressForm(PlainForm, forms.Form):
    """Who: the exact address, so that nobody can leaf through the portal's people."""

    email = AddressField(
        label=_("メールアドレス"),
        widget=ADDRESS,
        help_text=_("候補者の正確なメールアドレスを入力してください。"),
    )


class NominationForm(PlainForm, forms.Form):
    """The seat offered; name fields only for somebody the portal does not know yet (R73)."""

    NAME = ("family_name", "given_name", "family_kana", "given_kana", "english_name")

    email = AddressField(widget=forms.HiddenInput)
    family_name = forms.CharField(
        label=_("姓"),
        max_length=60,
        help_text=_("戸籍などの表記どおりに入力してください。異体字はそのまま残ります。"),
    )
    given_name = forms.CharField(label=_("名"), max_length=60)
    family_kana = forms.CharField(label=_("姓の読み"), max_length=60)
    given_kana = forms.CharField(label=_("名の読み"), max_length=60)
    english_name = forms.CharField(label=_("英語表記"), max_length=120, required=False)
    organisation = forms.ModelChoiceField(
        label=_("所属する組織"),
        queryset=Organisation.objects.none(),
        help_text=_("一覧にない組織は、システム管理者に登録を依頼してください。"),
    )
    title = forms.CharField(label=_("役職"), max_length=120, required=False)
    capacity = forms.ChoiceField(label=_("立場"), choices=Membership.Capacity)
    is_chair = forms.BooleanField(label=_("座長"), required=False)
    is_representative = forms.BooleanField(label=_("研究代表者"), required=False)
    is_foreign = forms.BooleanField(label=_("国外からの参加"), required=False)
    selection_reason = LinesField(label=_("選任の理由"), rows=4)

    def __init__(self, *args: Any, person: Person | None, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if person is not None:
            for name in self.NAME:
                del self.fields[name]
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(is_active=True)
        shown = field.queryset.filter(_named(words)) if words else field.queryset
        self.found = shown.count() if words else None
        field.choices = grouped(shown if self.found != 0 else field.queryset)

    @property
    def name(self) -> dict[str, str]:
        return {n: self.cleaned_data[n] for n in self.NAME if n in self.cleaned_data}

    @property
    def seat(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if n not in (*self.NAME, "email")}


def _named(words: str) -> Q:
    words = to_ascii(words)
    return (
        Q(name__icontains=words)
        | Q(kana__icontains=words)
        | Q(short_name__icontains=words)
        | Q(english_name__icontains=words)
        | Q(aliases__name__icontains=words)
    )


class PledgeForm(PlainForm, forms.Form):
    """Signed by typing one's own name under the text on the screen (R116)."""

    name = forms.CharField(
        label=_("署名（氏名）"),
        max_length=120,
        help_text=_("名簿と同じ表記で、ご自分で入力してください。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    text_hash = forms.CharField(widget=forms.HiddenInput)


class LeavingForm(PlainForm, forms.Form):
    """Return or destruction, and that the continuing duty was read (R134)."""

    returned_note = LinesField(
        label=_("資料の返却または廃棄の状況"),
        rows=4,
        help_text=_(
            "例：紙の資料2点は11月20日に返却し、端末のファイルは消去しました。お持ちでないときは「なし」と書いてください。"
        ),
    )
    understood = forms.BooleanField(label=_("退任後も続く義務の説明を読みました"))
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class HandedInForm(PlainForm, forms.Form):
    """The secretariat's note of what a member who has gone returned or destroyed."""

    returned_note = LinesField(
        label=_("資料の返却または廃棄の状況"),
        rows=4,
        help_text=_("本人に確かめた内容と日付を書いてください。"),
    )
