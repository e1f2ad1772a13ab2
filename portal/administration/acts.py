"""Acts on an account that change what somebody may do: each has a page saying what follows, a rule, a journal line.

None of them opens content: offices allow acts, and what a person may see follows from their seats alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import end_of_day
from accounts.models import Office, Person
from accounts.sign_in import end_sessions, issue_invitation, remove_second_factor
from confidentiality import journal
from portal.administration.forms import AffiliationForm, EndOfficeForm, OfficeForm
from portal.administration.letters import send_invitation


class Unfit(Exception):
    """The act does not fit this account now; the message is the sentence for the page."""


@dataclass(frozen=True)
class Act:
    """``perform`` returns the note for the journal (ids and words of ours) or raises Unfit."""

    name: str
    label: str
    heading: str
    effect: str
    done: str
    perform: Callable[[HttpRequest, Person, forms.Form | None], dict[str, str]]
    fits: Callable[[Person], bool] = lambda someone: True
    form: Callable[..., forms.Form] | None = None
    is_grave: bool = False  # asks for the administrator's password again
    ends_access: bool = False


def fitting(someone: Person) -> list[Act]:
    """The acts that make sense for this account as it stands."""
    return [act for act in ACTS.values() if act.fits(someone)]


def page(request: HttpRequest, someone: Person, act: Act) -> HttpResponse:
    return (_grave if act.is_grave else _page)(request, someone, act)


def _page(request: HttpRequest, someone: Person, act: Act) -> HttpResponse:
    form = act.form(request.POST if request.method == "POST" else None, someone) if act.form else None
    context = {"act": act, "someone": someone, "form": form, "heading": act.heading % {"name": someone.name}}
    template = "portal/administration/person_act.html"
    if request.method != "POST" or not act.fits(someone):
        return render(request, template, context, status=200 if act.fits(someone) else 409)
    if form is not None and not form.is_valid():
        return render(request, template, context, status=422)
    try:
        with transaction.atomic():
            note = act.perform(request, someone, form)
            journal.record(f"{act.name}_person", someone, **note)
    except Unfit as unfit:
        return render(request, template, {**context, "unfit": str(unfit)}, status=409)
    messages.success(request, act.done % {"name": someone.name})
    return redirect("person_edit", pk=someone.pk)


_grave = reauthentication_required(_page)


def _move(request: HttpRequest, someone: Person, form: AffiliationForm) -> dict[str, str]:
    now = timezone.now()
    someone.affiliations.filter(valid_until=None, valid_from__lt=now).update(valid_until=now)
    form.instance.person, form.instance.valid_from = someone, now
    form.save()
    return {"affiliation": str(form.instance.pk)}


def _appoint(request: HttpRequest, someone: Person, form: OfficeForm) -> dict[str, str]:
    kind, until = form.cleaned_data["kind"], form.cleaned_data["until"]
    if someone.offices.filter(Office.valid_on(timezone.now()), kind=kind).exists():
        raise Unfit(_("この役割は、すでに与えられています。"))
    form.instance.person, form.instance.valid_from = someone, timezone.now()
    form.instance.valid_until = end_of_day(until) if until else None
    form.save()
    return {"office": kind}


def _dismiss(request: HttpRequest, someone: Person, form: EndOfficeForm) -> dict[str, str]:
    office = form.cleaned_data["office"]
    if office.kind == Office.Kind.ADMINISTRATOR:
        _keep_one_administrator(someone)
    office.valid_until = timezone.now()
    office.save(update_fields=["valid_until"])
    return {"office": office.kind}


def _invite(request: HttpRequest, someone: Person, form: None) -> dict[str, str]:
    send_invitation(someone, issue_invitation(someone, by=request.user))
    return {}


def _close(request: HttpRequest, someone: Person, form: None) -> dict[str, str]:
    if someone == request.user:
        raise Unfit(_("ご自身の利用は止められません。ほかのシステム管理者に依頼してください。"))
    _keep_one_administrator(someone)
    someone.is_active = False
    someone.save(update_fields=["is_active"])
    someone.invitations.filter(accepted_at=None, expires_at__gt=timezone.now()).update(
        expires_at=timezone.now()
    )
    end_sessions(someone)
    return {}


def _reopen(request: HttpRequest, someone: Person, form: None) -> dict[str, str]:
    someone.is_active = True
    someone.save(update_fields=["is_active"])
    return {}


def _release(request: HttpRequest, someone: Person, form: None) -> dict[str, str]:
    if someone == request.user:
        raise Unfit(_("ご自身の分は、設定の画面から変えてください。"))
    remove_second_factor(someone)
    return {}


def _keep_one_administrator(someone: Person) -> None:
    """Unfit when nobody else could undo it."""
    others = Office.objects.filter(
        Office.valid_on(timezone.now()), kind=Office.Kind.ADMINISTRATOR, person__is_active=True
    )
    held = others.filter(person=someone)
    if held.exists() and not others.exclude(person=someone).exists():
        raise Unfit(_("最後のシステム管理者です。先に、ほかの方にシステム管理者の役割を与えてください。"))


def _has_office(someone: Person) -> bool:
    return someone.offices.filter(Office.valid_on(timezone.now())).exists()


def _has_factor(someone: Person) -> bool:
    return Authenticator.objects.filter(user=someone).exists()


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            "move",
            gettext_lazy("所属を変える"),
            gettext_lazy("%(name)sさんの所属を変える"),
            gettext_lazy(
                "いまの所属は、いま終わります。記録は残ります。協議会での席は変わりません。席を変えるときは、その協議会の事務局が手続をします。"
            ),
            gettext_lazy("%(name)sさんの所属を変えました。"),
            _move,
            lambda someone: someone.is_active,
            form=lambda data, someone: AffiliationForm(data),
        ),
        Act(
            "appoint",
            gettext_lazy("役割を与える"),
            gettext_lazy("%(name)sさんに役割を与える"),
            gettext_lazy(
                "役割は操作のためのものです。どの役割でも、協議会の資料の中身は見られません。次の操作から有効です。"
            ),
            gettext_lazy("%(name)sさんに役割を与えました。"),
            _appoint,
            lambda someone: someone.is_active,
            form=lambda data, someone: OfficeForm(data),
            is_grave=True,
        ),
        Act(
            "dismiss",
            gettext_lazy("役割を終える"),
            gettext_lazy("%(name)sさんの役割を終える"),
            gettext_lazy(
                "次の操作から、その役割の操作ができなくなります。いつまで務めたかの記録は残ります。"
            ),
            gettext_lazy("%(name)sさんの役割を終えました。"),
            _dismiss,
            _has_office,
            form=lambda data, someone: EndOfficeForm(data, holder=someone),
            ends_access=True,
        ),
        Act(
            "invite",
            gettext_lazy("招待を送り直す"),
            gettext_lazy("%(name)sさんに招待を送り直しますか"),
            gettext_lazy(
                "新しい招待のメールを、登録されたアドレスに送ります。以前の招待は使えなくなります。すでにお使いの方は、メールのリンクから新しいパスワードを設定できます。"
            ),
            gettext_lazy("%(name)sさんに招待のメールを送りました。"),
            _invite,
            lambda someone: someone.is_active,
        ),
        Act(
            "release",
            gettext_lazy("2段階目の確認を解除する"),
            gettext_lazy("%(name)sさんの2段階目の確認を解除しますか"),
            gettext_lazy(
                "端末をなくした方のための操作です。電話や対面で、ご本人であることを確かめてください。パスキー、認証アプリ、予備コードの登録がすべて消え、開いている画面からサインアウトします。次のサインインのとき、登録し直していただきます。"
            ),
            gettext_lazy("%(name)sさんの2段階目の確認を解除しました。"),
            _release,
            _has_factor,
            is_grave=True,
            ends_access=True,
        ),
        Act(
            "close",
            gettext_lazy("利用を止める"),
            gettext_lazy("%(name)sさんの利用を止めますか"),
            gettext_lazy(
                "次の操作から、サインインも閲覧もできません。開いている画面も終わります。これまでの記録と、守秘の義務は残ります。"
            ),
            gettext_lazy("%(name)sさんの利用を止めました。"),
            _close,
            lambda someone: someone.is_active,
            ends_access=True,
        ),
        Act(
            "reopen",
            gettext_lazy("利用を再開する"),
            gettext_lazy("%(name)sさんの利用を再開しますか"),
            gettext_lazy(
                "以前のパスワードで、またサインインできるようになります。協議会の席が残っていれば、その資料も見られます。"
            ),
            gettext_lazy("%(name)sさんの利用を再開しました。"),
            _reopen,
            lambda someone: not someone.is_active,
        ),
    )
}
