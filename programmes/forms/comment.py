"""What the public sends about a draft, and the lists the office brings; saves nothing."""

import base64
import binascii
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from programmes.comments import LONGEST
from programmes.imports import LARGEST
from programmes.models import CommentRound, PublicComment


class PublicCommentForm(PlainForm, forms.Form):
    """One comment as anybody writes it; only the words are needed."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    sender_kind = forms.ChoiceField(
        label=_("どなたの意見ですか"),
        choices=[
            (PublicComment.Sender.PERSON, PublicComment.Sender.PERSON.label),
            (PublicComment.Sender.BODY, PublicComment.Sender.BODY.label),
            (PublicComment.Sender.UNKNOWN, _("答えない")),
        ],
        widget=forms.RadioSelect,
    )
    sender = forms.CharField(
        label=_("氏名・名称"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("所属"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact = forms.CharField(
        label=_("連絡先"),
        required=False,
        max_length=200,
        help_text=_("メールアドレスか電話番号。内容を確かめたいときにだけ使います。"),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    part = forms.ChoiceField(label=_("どの部分への意見ですか"), required=False)
    text = forms.CharField(
        label=_("意見"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("2万字まで。公表するのは、意見の概要とそれへの回答です。"),
        error_messages={"max_length": _("2万字までにしてください（いま%(show_value)s字）。")},
    )
    # Nobody who reads the page fills this in; a program that fills in everything does.
    website = forms.CharField(label=_("この欄は空のままにしてください"), required=False)

    def __init__(self, *args: Any, round_: CommentRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [section["heading"] for section in round_.text]
        self.fields["part"].choices = [("", _("全体")), *((h, h) for h in dict.fromkeys(headings))]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("この欄は空のままにしてください。"))
        return ""

    def given(self) -> dict[str, Any]:
        """What is handed in."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class ListForm(PlainForm, forms.Form):
    """A list as a file."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=_("CSVのファイル"),
        help_text=_("1MBまで。文字の符号は UTF-8 でも Shift_JIS でもかまいません。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"empty": _("ファイルに何も書かれていません。")},
    )

    def clean_file(self) -> bytes:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("ファイルが大きすぎます。1MBまでのファイルに分けてください。"))
        return given.read()


class ReturnedListForm(forms.Form):
    """The list that was refused, sent along with its page so that nothing of it has to be kept in between."""

    data = forms.CharField(max_length=LARGEST * 2, strip=False)

    def clean_data(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["data"], validate=True)
        except (binascii.Error, ValueError) as wrong:
            raise forms.ValidationError(_now("ファイルを読み取れません。")) from wrong
