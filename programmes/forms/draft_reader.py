"""What is typed when a draft is limited to named people: their addresses, a line each, and why; saves nothing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from accounts.models import Person
from programmes import draft_readers
from programmes.forms.fund import lines

MOST = 50  # people at once


class PeopleField(forms.CharField):
    """Registered people by their e-mail addresses, one a line. Returns a list of ``Person``; names the line that is wrong."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=lines(5), **kwargs)

    def clean(self, value: Any) -> list[Person]:
        typed = [(n, one.strip().lower()) for n, one in enumerate(super().clean(value).splitlines(), 1)]
        typed = [(n, address) for n, address in typed if address]
        if len(typed) > MOST:
            raise ValidationError(_("一度に加えられるのは、%(n)s人までです。") % {"n": MOST})
        known = {p.email: p for p in Person.objects.filter(email__in=[a for _n, a in typed], is_active=True)}
        wrong = []
        for n, address in typed:
            try:
                validate_email(address)
            except ValidationError:
                wrong.append(_("%(n)s行目は、メールアドレスの形ではありません。") % {"n": n})
            else:
                if address not in known:
                    wrong.append(_("%(n)s行目のメールアドレスの利用者は、登録されていません。") % {"n": n})
        if wrong:
            raise ValidationError(wrong)
        return list({known[address].pk: known[address] for _n, address in typed}.values())


class NarrowForm(PlainForm, forms.Form):
    """Who alone shall read the draft, and why."""

    people = PeopleField(
        label=_("閲覧者のメールアドレス"),
        help_text=_(
            "1行に1人ずつ入力してください。ご本人は、入力しなくても含まれます。府省庁の事業担当が、ご本人を含めて2人以上必要です。"
        ),
    )
    reason = forms.CharField(label=_("限定する理由"), widget=lines(3))

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_people(self) -> list[Person]:
        people = self.cleaned_data["people"]
        if too_few := draft_readers.too_few([self.by.pk, *(one.pk for one in people)]):
            raise ValidationError(too_few)
        return people


class WidenForm(PlainForm, forms.Form):
    """Why it is read as usual again."""

    reason = forms.CharField(label=_("限定を解く理由"), widget=lines(3))
