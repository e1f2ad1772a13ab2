"""The words and fields of the sign-in pages, in our language and without hints inside boxes; decides nothing itself."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from accounts.fields import EmailField, PlainForm, to_ascii

EMAIL = (_("メールアドレス"), "", _("メールアドレスを入力してください。"))
PASSWORD = (_("パスワード"), "", _("パスワードを入力してください。"))
NEW = (_("新しいパスワード"), "", _("新しいパスワードを入力してください。"))
AGAIN = (_("新しいパスワード（もう一度）"), "", _("新しいパスワードをもう一度入力してください。"))
CODE = (
    _("認証アプリの6桁の番号、または予備コード"),
    _("貼り付けできます。全角の数字や空白が入っていても構いません。"),
    _("番号を入力してください。"),
)


class Worded(PlainForm):
    """Gives each field of a package's form its label, its help and its sentence for an empty box."""

    words: dict[str, tuple] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            for hint in ("placeholder", "autofocus"):
                field.widget.attrs.pop(hint, None)
            if name in self.words:
                field.label, field.help_text, missing = self.words[name]
                if missing:
                    field.error_messages["required"] = missing


class OneUnequal(Worded):
    """Two new passwords: the rules as sentences above the first box, one sentence when they differ."""

    unequal = _("2つの新しいパスワードが一致しません。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", self.unequal)
        return data


class WithCode(Worded):
    """A code typed in full width, with spaces or hyphens, is the same code."""

    def clean_code(self) -> str:
        self.cleaned_data["code"] = to_ascii(self.cleaned_data["code"]).replace(" ", "").replace("-", "")
        return super().clean_code()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "box box--code"})


class LoginForm(Worded, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["login"].widget.attrs
        self.fields["login"] = EmailField(
            label=EMAIL[0],
            error_messages={"required": EMAIL[2]} if EMAIL[2] else None,
            widget=forms.EmailInput(attrs={**box, "autocomplete": "username"}),
        )


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    email = EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    words = {"email": EMAIL}


class ResetPasswordKeyForm(OneUnequal, account.ResetPasswordKeyForm):
    words = {"password1": NEW, "password2": AGAIN}


class ChangePasswordForm(OneUnequal, account.ChangePasswordForm):
    words = {
        "oldpassword": (_("いまのパスワード"), "", _("いまのパスワードを入力してください。")),
        "password1": NEW,
        "password2": AGAIN,
    }


class AuthenticateForm(WithCode, codes.AuthenticateForm):
    words = {"code": CODE}


class ReauthenticateByCodeForm(WithCode, codes.ReauthenticateForm):
    words = {"code": CODE}


class ActivateTOTPForm(WithCode, totp.ActivateTOTPForm):
    words = {"code": (_("アプリに表示された6桁の番号"), CODE[1], CODE[2])}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    words = {
        "name": (_("名前"), _("あとで見分けるための名前です（例：職場のパソコン）。"), ""),
        "passwordless": (
            _("このパスキーだけでサインインできるようにする"),
            _(
                "端末が、指紋、顔または暗証番号でご本人を確かめます。USB型の鍵などで使えないときは、選択を外してください。"
            ),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    words = {"name": (_("名前"), "", _("名前を入力してください。"))}
