"""One confirm page for every act on an agreement: what will happen, to whom, then the act; knows no rule itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dates import day_words, last_moment
from accounts.phrasing import listed
from confidentiality import agreements, audience, doors, naming
from confidentiality.acting import database_now, principals
from confidentiality.forms import (
    CommentForm,
    DeadlineForm,
    DropHolderForm,
    EarlierEndForm,
    NoteForm,
    ReviewForm,
)
from confidentiality.lifecycle import ACTS, State, state_at
from confidentiality.models import Designation, Item
from confidentiality.verbs import WrongState


@dataclass(frozen=True)
class Page:
    """How an act is confirmed: what the page says, what it asks for, what it says afterwards."""

    run: Callable[..., Any]
    words: Callable[[Designation], list[str]]
    said: Any
    form: Callable[..., Form] | None = None
    kind: str = "main"


def _holders_now(designation: Designation) -> list[tuple[int, str]]:
    if designation.in_force is None:
        return []
    numbers = list(
        designation.in_force.holders.filter(valid_until=None).values_list("principal_id", flat=True)
    )
    names = naming.principal_names(numbers)
    return [(number, names.get(number, "")) for number in numbers]


def _discussion(designation: Designation) -> list[str]:
    return [
        _("構成員が、この提案について意見を書けるようになります。"),
        _("内容は、提供者だけが見られるままです。"),
    ]


def _consent(designation: Designation) -> list[str]:
    version = designation.candidate
    if version is None:
        return []
    scoped = list(version.scoped.values_list("principal_id", flat=True))
    seats = agreements.seats_of(designation.item.container_id, scoped)
    asked, holders = [s for s in seats if s.is_asked], [s for s in seats if s.scoped]
    return [
        _("%(n)s名に依頼を送ります：%(names)s") % {"n": len(asked), "names": listed(s.name for s in asked)},
        _("全員の同意がそろった時に効力が生じ、保持者%(n)s名が内容を見られるようになります：%(names)s")
        % {"n": len(holders), "names": listed(s.name for s in holders)},
        _("1名でも同意しないとき、または期限までに全員の回答がそろわないときは、効力は生じません。"),
    ]


def _remind(designation: Designation) -> list[str]:
    last = designation.reminded_at
    return [
        _("まだ同意していない方に、中立な件名のメールで知らせます。メールに守る必要がある内容は書きません。"),
        _("前回のお知らせ：%(day)s") % {"day": day_words(last)}
        if last
        else _("お知らせは、まだ送っていません。"),
        _("送れるのは1日に1回までです。"),
    ]


def _end(designation: Designation) -> str:
    return last_moment(designation.in_force.valid_until) if designation.in_force else ""


PAGES: dict[str, Page] = {
    "open_discussion": Page(agreements.open_discussion, _discussion, gettext_lazy("協議を始めました。")),
    "comment": Page(
        agreements.comment,
        lambda d: [_("意見は、氏名とともに構成員の全員に表示します。")],
        gettext_lazy("意見を登録しました。"),
        CommentForm,
    ),
    "open_consent": Page(
        agreements.open_consent, _consent, gettext_lazy("全員に同意を求めました。"), DeadlineForm
    ),
    "remind": Page(agreements.remind, _remind, gettext_lazy("未回答の方へのお知らせを受け付けました。")),
    "withdraw_change": Page(
        agreements.withdraw_change,
        lambda d: [
            _("変更の提案を取り下げます。いまの指定は、%(until)sまでそのまま有効です。") % {"until": _end(d)}
        ],
        gettext_lazy("変更の提案を取り下げました。"),
    ),
    "withdraw": Page(
        agreements.withdraw,
        lambda d: [
            _("提案を終わりにします。これまでの同意は効力を持ちません。"),
            _("同意待ちの資料は、引き続き提供者だけが内容を見られます。"),
        ],
        gettext_lazy("提案を取り下げました。"),
        NoteForm,
        "danger",
    ),
    "shorten": Page(
        agreements.shorten,
        lambda d: [
            _("いまの終了日は%(until)sです。新しい終了日は、すぐに有効になります。") % {"until": _end(d)},
            _("早めた終了日を元に戻すには、全員の同意が必要です。"),
        ],
        gettext_lazy("終了日を早めました。構成員に知らせます。"),
        EarlierEndForm,
    ),
    "drop_holder": Page(
        agreements.drop_holder,
        lambda d: [
            _("選んだ方は、次の操作から内容を見られなくなります。知った内容についての守秘の義務は続きます。"),
            _("元に戻すには、新しい文面への全員の同意が必要です。"),
        ],
        gettext_lazy("保持者を減らしました。"),
        lambda data, designation: DropHolderForm(data, holders=_holders_now(designation)),
    ),
    "lift": Page(
        agreements.lift,
        lambda d: [
            _("指定をいま終わりにします。協議会の構成員の全員が、すぐに内容を見られるようになります。"),
            _("一般に公開されるわけではありません。"),
            _("元に戻すことはできません。"),
        ],
        gettext_lazy("指定を解除しました。構成員に知らせます。"),
        NoteForm,
        "danger",
    ),
    "ask_for_review": Page(
        agreements.ask_for_review,
        lambda d: [
            _("提供者に、指定の見直しを求めます。見直しの間も、指定は有効です。"),
            _("同意を取り消すことはできません。続けるか、狭めるか、解除するかは提供者が決めます。"),
        ],
        gettext_lazy("見直しを求めました。"),
        ReviewForm,
    ),
    "keep": Page(
        agreements.keep,
        lambda d: [
            _("見直しを終え、指定を変えずに続けます。終了日（%(until)s）は変わりません。")
            % {"until": _end(d)}
        ],
        gettext_lazy("このまま続けることにしました。"),
    ),
}


def act_view(name: str) -> Callable[..., HttpResponse]:
    """The page of one act: 403 for whom it is not, 409 with the sentence when it is too late."""
    page, act = PAGES[name], ACTS[name]

    @doors.item(Designation, allows=act.allows, related=("item", "candidate", "in_force"))
    def view(request: HttpRequest, designation: Designation) -> HttpResponse:
        form = _form(page, request, designation)
        context = {
            "designation": designation,
            "act": act,
            "page": page,
            "form": form,
            "words": page.words(designation),
        }
        state = state_at(designation, database_now())
        if request.method != "POST":
            late = _late(state) if not act.applies_to(designation, state) else ""
            return render(
                request, "confidentiality/act.html", {**context, "problem": late}, status=409 if late else 200
            )
        if form is not None and not form.is_valid():
            return render(request, "confidentiality/act.html", context, status=422)
        try:
            page.run(designation, by=request.user, **(form.details if form is not None else {}))
        except WrongState as wrong:
            return render(request, "confidentiality/act.html", {**context, "problem": str(wrong)}, status=409)
        messages.success(request, page.said)
        return redirect("designation", designation.pk)

    return view


def _form(page: Page, request: HttpRequest, designation: Designation) -> Form | None:
    if page.form is None:
        return None
    data = request.POST if request.method == "POST" else None
    return page.form(data) if isinstance(page.form, type) else page.form(data, designation)


def _late(state: str) -> str:
    return _("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。") % {
        "state": State(state).label
    }


def _provides(item: Item, person: Any) -> bool:
    """The provider, while they sit where it would be shared."""
    return item.custodian_id == person.pk and audience.council(item.container_id) in principals()


@doors.item(Item, allows=_provides)
def item_open(request: HttpRequest, item: Item) -> HttpResponse:
    """The provider shares a sealed material with the whole council, without secrecy."""
    context = {"item": item, "page": naming.page_of(item)}
    if not item.is_sealed:
        return render(
            request,
            "confidentiality/item_open.html",
            {**context, "problem": _("この資料は、すでに共有されています。")},
            status=409,
        )
    if request.method != "POST":
        return render(request, "confidentiality/item_open.html", context)
    try:
        agreements.open_without_secrecy(item, by=request.user)
    except WrongState as wrong:
        return render(
            request, "confidentiality/item_open.html", {**context, "problem": str(wrong)}, status=409
        )
    messages.success(request, _("守秘なしで共有しました。構成員の全員が内容を見られます。"))
    return redirect(context["page"] or "designation_list")
