"""What is done to a planned publication after a check page: put to the councils, answered, closed, opened, published."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidentiality import disclosures, doors
from confidentiality.disclosure_forms import ClosingAnswerForm, ClosingForm, DaysForm, ExportControlForm
from confidentiality.models import ClosingRequest, Disclosure
from confidentiality.verbs import WrongState
from confidentiality.views.disclosure import _trail, form_page, told

State = Disclosure.State


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sending needs the password or passkey again within the last minutes; reading does not."""
    guarded = reauthentication_required(view, allow_get=True)

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        response = guarded(request, *args, **rest)
        response.keeps_writes = True
        return response

    return inner


@dataclass(frozen=True)
class Page:
    """How an act is confirmed."""

    run: Callable[..., Any]
    label: Any
    words: Callable[[Disclosure, Any], list[str]]
    said: Any
    form: type[Form] | None = None
    fresh: bool = False
    allows: Callable[[Disclosure, Any], bool] = disclosures.is_author
    hash: bool = False


def _open_words(found: Disclosure, person: Any) -> list[str]:
    n = found.councils.count()
    return [
        _("結び付いた協議会（%(n)s）の構成員が、計画と原稿を読めるようになります。") % {"n": n},
        _("期限までに、だれも異議を述べなければ、公開できるようになります。"),
        _("守秘の指定の内容を再現しているとした部分は、構成員にも見せず、指定が終わるまで伏せます。"),
    ]


def _publish_words(found: Disclosure, person: Any) -> list[str]:
    parts = disclosures.parts_of(found)
    going = [p.part.place for p in parts if p.may_go_out and p.part]
    held = [p for p in parts if not p.may_go_out and not p.is_out]
    words = [
        _("サインインしていない方を含め、どなたでも読めるようになります。元には戻せません。"),
        _("公開する部分：%(places)s") % {"places": "、".join(going) if going else _("ありません")},
    ]
    if held:
        words.append(
            _("伏せたままの部分が%(n)s件あります。公開できるようになった時に、あらためて公開できます。")
            % {"n": len(held)}
        )
    if found.export_control_result in ("unknown", "permit_needed", "blocked"):
        words.append(
            _(
                "輸出管理の確認結果は「%(result)s」です。このポータルは記録するだけで、判断はしません。公開の前に必ず確かめてください。"
            )
            % {"result": found.get_export_control_result_display()}
        )
    return words


PAGES = {
    "open": Page(
        disclosures.open_screening,
        gettext_lazy("協議会の確認に出す"),
        _open_words,
        gettext_lazy("協議会の確認に出しました。"),
        DaysForm,
    ),
    "take-back": Page(
        disclosures.take_back,
        gettext_lazy("手直しに戻す"),
        lambda d, p: [
            _(
                "協議会の構成員は、この計画と原稿を見られなくなります。手直しの後、もう一度確認に出すと、期間は初めから数えます。"
            )
        ],
        gettext_lazy("手直しに戻しました。"),
    ),
    "no-objection": Page(
        disclosures.no_objection,
        gettext_lazy("支障がないと答える"),
        lambda d, p: [
            _("この原稿の公開に支障がないことを、あなたの名前で記録します。"),
            _("依頼された全員がそう答えると、期限を待たずに公開できるようになります。"),
        ],
        gettext_lazy("支障がないと答えました。"),
        allows=disclosures.sits,
        hash=True,
    ),
    "export-control": Page(
        disclosures.record_export_control,
        gettext_lazy("輸出管理の確認結果を記録する"),
        lambda d, p: [
            _("このポータルは結果を記録し、注意を表示します。輸出してよいかどうかの判断はしません。")
        ],
        gettext_lazy("輸出管理の確認結果を記録しました。"),
        ExportControlForm,
    ),
    "publish": Page(
        disclosures.publish,
        gettext_lazy("公開する"),
        _publish_words,
        gettext_lazy("公開しました。"),
        fresh=True,
    ),
}


@doors.item(Disclosure)
def disclosure_act(request: HttpRequest, found: Disclosure, verb: str) -> HttpResponse:
    """The check page of an act, and the act."""
    if verb not in PAGES:
        raise Http404
    page = PAGES[verb]
    if not page.allows(found, request.user):
        doors.refuse(request, found, f"disclosure_{verb}")
    return (fresh(_act) if page.fresh else _act)(request, found, page)


def _act(request: HttpRequest, found: Disclosure, page: Page) -> HttpResponse:
    form = page.form(request.POST or None) if page.form else None
    shown = disclosures.manuscript_hash(found) if page.hash else ""
    return _confirmed(
        request,
        lambda **given: page.run(found, by=request.user, **given),
        found,
        heading=page.label,
        words=page.words(found, request.user),
        said=page.said,
        form=form,
        shown=shown,
    )


def _confirmed(
    request: HttpRequest,
    act: Callable[..., Any],
    found: Disclosure,
    *,
    heading: Any,
    words: list,
    said: Any,
    form: Form | None = None,
    shown: str = "",
    kind: str = "main",
) -> HttpResponse:
    back = reverse("disclosure", args=[found.pk])
    context = {"heading": heading, "words": words, "form": form, "shown": shown, "kind": kind, "back": back}
    context["trail"], template = _trail(found), "confidentiality/disclosure_check.html"
    if request.method != "POST":
        return render(request, template, context)
    if form is not None and not form.is_valid():
        return render(request, template, context, status=422)
    given = dict(form.cleaned_data) if form is not None else {}
    if shown:
        given["shown"] = request.POST.get("shown", "")
    try:
        act(**given)
    except WrongState as wrong:
        return render(request, template, {**context, "problem": str(wrong)}, status=409)
    messages.success(request, said)
    return redirect(back)


@doors.item(Disclosure, allows=lambda found, person: disclosures.sits(found))
@fresh
def disclosure_object(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """Ask everybody to keep a part closed; while a closing holds, to keep it longer."""
    live = disclosures.live_closing(found)
    parts = [
        (str(p.pk), p.part.place if p.part else p.item.public_title)
        for p in disclosures.parts_of(found)
        if not p.is_out and (live is None or p.pk in live.parts)
    ]
    form = ClosingForm(request.POST or None, parts=parts, is_basic=found.is_basic_research)
    heading = _("非公開の延長を要請する") if live else _("非公開を要請する")
    words = {
        "heading": heading,
        "verb": _("要請する"),
        "back": reverse("disclosure", args=[found.pk]),
        "trail": _trail(found),
        "lead": _(
            "成果は公開が原則です。構成員と登録した方の全員が期限までに同意したときに限り、終了日まで非公開になります。1名でも同意しないとき、または期限が来たときは、公開できるようになります。"
        ),
        "warning": _("基礎研究に近い内容です。閉じた扱いは、できるだけ避けてください。")
        if found.is_basic_research
        else "",
    }
    if not (form.is_bound and form.is_valid()):
        return form_page(request, form, **words)
    try:
        disclosures.object_to(
            found,
            by=request.user,
            **{**form.cleaned_data, "parts": [UUID(p) for p in form.cleaned_data["parts"]]},
        )
    except WrongState as wrong:
        return form_page(request, form, problem=str(wrong), **words)
    messages.success(request, _("非公開を要請しました。全員に回答を依頼します。"))
    return redirect(words["back"])


@doors.item(Disclosure)
@fresh
def disclosure_answer(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """One's own answer to the words on this page."""
    asked, back = disclosures.open_request(found), reverse("disclosure", args=[found.pk])
    if asked is None:
        return _too_late(request, found)
    if not asked.voters.filter(person=request.user, dropped_at=None).exists():
        doors.refuse(request, found, "disclosure_answer")
    hash_ = disclosures.closing_hash(asked)
    form = ClosingAnswerForm(request.POST or None, initial={"shown": hash_})
    row = next(r for r in told(found) if r["request"].pk == asked.pk)
    words = {
        "heading": _("非公開の要請に回答する"),
        "verb": _("回答する"),
        "back": back,
        "trail": _trail(found),
        "row": row,
        "lead": _(
            "全員が同意したときに限り、終了日まで非公開になります。同意しない方が1名でもいると、この要請は終わり、公開できるようになります。"
        ),
    }
    if not (form.is_bound and form.is_valid()):
        return form_page(request, form, **words)
    try:
        disclosures.answer(asked, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return form_page(request, form, problem=str(wrong), **words)
    messages.success(request, _("回答しました。"))
    return redirect(back)


def _too_late(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """Whom a letter has led here is told that it is over; an answer that comes too late is a conflict."""
    context = {
        "heading": _("非公開の要請に回答する"),
        "problem": _("いま、回答を求めている要請はありません。"),
        "back": reverse("disclosure", args=[found.pk]),
        "trail": _trail(found),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "confidentiality/disclosure_check.html", context, status=status)


@doors.item(Disclosure)
@fresh
def disclosure_end(request: HttpRequest, found: Disclosure, number: UUID) -> HttpResponse:
    """The requester takes the request back, or lets go before the end; the chair lets go once they have left."""
    asked = get_object_or_404(ClosingRequest, item=found, pk=number)
    if not disclosures.may_end_closing(asked):
        doors.refuse(request, found, "disclosure_end")
    is_open = asked.state == ClosingRequest.State.OPEN
    return _confirmed(
        request,
        lambda: disclosures.end_closing(asked, by=request.user),
        found,
        heading=_("要請を取り下げる") if is_open else _("非公開を解除する"),
        words=[
            _("この要請への回答は、効力を持たなくなります。")
            if is_open
            else _("この時から、対象の部分を公開できるようになります。元には戻せません。")
        ],
        said=_("要請を終わりにしました。"),
        kind="danger",
    )


@doors.item(Disclosure, allows=disclosures.is_author)
def disclosure_part_remove(request: HttpRequest, found: Disclosure, number: int) -> HttpResponse:
    """Take a part out again before anybody has been asked."""
    part = get_object_or_404(found.manuscript, number=number)
    return _confirmed(
        request,
        lambda: disclosures.remove_part(part, by=request.user),
        found,
        heading=_("原稿を外す"),
        words=[_("「%(place)s」を原稿から外します。") % {"place": part.place}],
        said=_("原稿を外しました。"),
        kind="danger",
    )
