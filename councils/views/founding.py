"""From the recorded need to the council that exists, and to its end: who was asked what, and what each has answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.dates import last_moment
from accounts.models import Person
from confidentiality import doors, verbs
from confidentiality.models import Designation
from confidentiality.verbs import WrongState, perform
from councils import founding, seating
from councils.forms.council import ConsentForm, ReasonForm, RevisionForm
from councils.models import Council, EstablishmentConsent, Prospectus
from councils.rights import inside, manages
from councils.views.answers import too_late
from councils.views.frame import after_fresh_sign_in, around, confirm, own_seat, refuse

REVISABLE = (Council.State.PROPOSED, Council.State.STALLED, Council.State.CONSENT_COLLECTING)


@dataclass(frozen=True)
class Page:
    """What the check page of one verb says; ``form`` asks for what the verb needs."""

    words: tuple
    form: type[Form] | None = None
    kind: str = "main"
    act: Callable[..., Any] | None = None
    forward: bool = False


PAGES = {
    "collect_consents": Page(
        (
            _("候補者の全員に、いまの文面への同意をお願いします。候補者にはメールでお知らせします。"),
            _("一人でも同意しない方がいると、同意未了として止まります。"),
        ),
        forward=True,
    ),
    "stall": Page(
        (_("回答の受付を止めます。趣旨または候補を見直してから、もう一度始められます。"),), kind="danger"
    ),
    "adopt_rules": Page(
        (
            _(
                "全員の同意がそろったことを確かめ、規約の協議へ進みます。この後は、設置の趣旨を変更できません。"
            ),
        ),
        forward=True,
    ),
    "establish": Page(
        (_("協議会を設置します。誓約と規約の承諾が済んでいる方は、この時から在籍となります。"),),
        act=seating.establish,
        forward=True,
    ),
    "abandon": Page(
        (_("設置の手続を取りやめます。元には戻せません。事務局だけが記録を見られるようになります。"),),
        kind="danger",
    ),
    "list_publicly": Page(
        (
            _(
                "名称・目的・対象・設置する府省庁を、だれでも読めるようにします。構成員の名簿、資料、会合は公開されません。"
            ),
        )
    ),
    "take_off_public": Page(
        (_("公開ページから外します。構成員は、これまでどおり見られます。"),), kind="danger"
    ),
    "suspend": Page(
        (
            _("構成員は、この時から資料も会合も見られなくなります。事務局だけが見られます。"),
            _("守秘の指定の期間と義務は、止まりません。"),
        ),
        form=ReasonForm,
        kind="danger",
    ),
    "resume": Page((_("構成員は、この時から元のとおり見られるようになります。"),), forward=True),
    "start_dissolving": Page(
        (
            _(
                "目的を終えたことを確かめ、対応事項と協議中の指定の始末をつけます。構成員は、これまでどおり見られます。"
            ),
        ),
        form=ReasonForm,
        kind="danger",
    ),
    "dissolve": Page(
        (
            _("協議会を解散します。元には戻せません。"),
            _("有効な守秘の指定は、それぞれの終了日まで続きます。記録は残ります。"),
        ),
        kind="danger",
    ),
}


@doors.item(Council, allows=inside, related=("establishing_organisation",))
def council_founding(request: HttpRequest, council: Council) -> HttpResponse:
    """The need, the text, who consented, refused or has not answered, and which texts were put to them."""
    consents = list(council.prospectus.consents.order_by("decided_at", "id"))
    last = {c.membership_id: c for c in consents}
    text_hash = council.prospectus.text_hash
    # Later candidates were never asked, and who they are is the secretariat's: then only those who answered count.
    asked = (
        council.asked() if council.established_at is None else council.memberships.filter(pk__in=list(last))
    )
    seats = asked.select_related("person", "organisation").order_by(
        "person__family_kana", "person__given_kana"
    )
    rows = [(seat, last.get(seat.pk), _standing(last.get(seat.pk), text_hash)) for seat in seats]
    context = around(council, request.user, "council_founding") | {
        "rows": rows,
        "agreed": sum(1 for row in rows if row[2] == "agreed"),
        "text_hash": text_hash,
        "texts": _texts(consents),
        "verbs": _buttons(council, request.user),
        "may_revise": manages(council, request.user) and council.state in REVISABLE,
        "may_manage": manages(council, request.user),
        "stages": _stages(council),
        "rules": council.rules.first(),
    }
    return render(request, "councils/founding_overview.html", context)


def _standing(consent: EstablishmentConsent | None, text_hash: str) -> str:
    if consent is None:
        return "missing"
    if consent.text_hash != text_hash:
        return "void"
    return "agreed" if consent.decision == EstablishmentConsent.Decision.AGREE else "refused"


def _texts(consents: list[EstablishmentConsent]) -> list[dict[str, Any]]:
    """The texts that were answered, oldest first: digest, words, since when, how often agreed and refused."""
    found: dict[str, dict[str, Any]] = {}
    for one in consents:
        text = found.setdefault(
            one.text_hash,
            {"hash": one.text_hash, "text": one.text, "since": one.decided_at, "agree": 0, "refuse": 0},
        )
        text[one.decision] += 1
    return list(found.values())


def _buttons(council: Council, person: Person) -> list[tuple[verbs.Verb, str]]:
    """What may be pressed now, the step forward first and solid, what ends something last."""
    offered = {v.name: v for v in verbs.offered(council, person)}
    offered.pop("list_publicly" if council.is_listed else "take_off_public", None)
    found = [
        (offered[name], "main" if page.forward else page.kind.replace("main", ""))
        for name, page in PAGES.items()
        if name in offered
    ]
    return sorted(found, key=lambda one: (one[1] != "main", one[1] == "danger"))


def _stages(council: Council) -> list[tuple]:
    order = [
        (Council.State.PROPOSED, _("必要性の記録")),
        (Council.State.CONSENT_COLLECTING, _("設置の同意")),
        (Council.State.RULES_ADOPTING, _("規約の承諾")),
        (Council.State.ACTIVE, _("設置")),
    ]
    at = {
        Council.State.PROPOSED: 0,
        Council.State.ABANDONED: 0,
        Council.State.CONSENT_COLLECTING: 1,
        Council.State.STALLED: 1,
        Council.State.RULES_ADOPTING: 2,
    }.get(council.state, 4)
    return [
        (words, "done" if i < at else "now" if i == at else "") for i, (_state, words) in enumerate(order)
    ]


@doors.item(Council, allows=manages)
def council_revise(request: HttpRequest, council: Council) -> HttpResponse:
    """Change the wording; before a changed word voids consents, the page says whose and asks (3.4)."""
    prospectus, back = council.prospectus, reverse("council_founding", args=[council.pk])
    initial = {**{n: getattr(council, n) for n in RevisionForm.FOR_COUNCIL}, "text": prospectus.text}
    form = RevisionForm(request.POST or None, initial=initial)
    context = around(council, request.user, "council_founding") | {"form": form, "back": back}
    if not (form.is_bound and form.is_valid()):
        return render(request, "councils/founding_revise.html", context, status=422 if form.is_bound else 200)
    voided = _would_void(council, form)
    if voided and "sure" not in request.POST:
        return render(request, "councils/founding_revise_check.html", context | {"voided": voided})
    try:
        founding.revise_prospectus(
            prospectus, by=request.user, text=form.cleaned_data["text"], **form.council_fields
        )
    except WrongState as wrong:
        return too_late(request, wrong, back)
    return redirect(back)


def _would_void(council: Council, form: RevisionForm) -> list[EstablishmentConsent]:
    """The consents to the text as it stands that the form would end; none when the text stays the same."""
    data, text_hash = form.cleaned_data, council.prospectus.text_hash
    new = Prospectus(
        council=Council(
            council_kind=council.council_kind, **{n: data[n] for n in ("name", "purpose", "scope")}
        ),
        text=data["text"],
    )
    if new.text_hash == text_hash:
        return []
    return [c for c in council.latest_consents().values() if c.agrees_to(text_hash)]


@doors.item(Council, allows=manages)
def council_verb(request: HttpRequest, council: Council, verb: str) -> HttpResponse:
    """The check page of one verb of the council."""
    page = PAGES.get(verb)
    if page is None:
        raise Http404
    label = verbs.verbs_of(Council)[verb].label
    words = [*page.words, *_living_on(council)] if verb == "dissolve" else list(page.words)
    form = page.form(request.POST or None) if page.form else None

    def act(**details: Any) -> None:
        if page.act:
            page.act(council, by=request.user, **details)
        else:
            perform(verb, council, by=request.user, **details)

    return confirm(
        request,
        council,
        act,
        heading=label,
        verb=label,
        words=words,
        form=form,
        kind=page.kind,
        council=council,
        back=reverse("council_founding", args=[council.pk]),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )


def _living_on(council: Council) -> list[str]:
    """The secrecy that outlives the council: content-free titles and ends."""
    found = Designation.objects.filter(
        item__container_id=council.pk, in_force__isnull=False, state__in=["in_force", "under_review"]
    )
    return [
        _("有効な指定：%(title)s（%(end)sまで）") % {"title": title, "end": last_moment(end)}
        for title, end in found.values_list(F("in_force__title"), F("in_force__valid_until"))
    ]


@doors.item(Council)
@after_fresh_sign_in
def prospectus(request: HttpRequest, council: Council) -> HttpResponse:
    """Read the terms, answer them with a fresh sign-in, and see what one has answered (R69)."""
    paper = get_object_or_404(
        Prospectus.objects.select_related("council__establishing_organisation"), council=council
    )
    seat = own_seat(council, request.user)
    is_asked = seat is not None and seat.capacity != "secretariat"
    if request.method == "POST" and not is_asked:
        refuse(request, paper, "answer_prospectus")
    mine = list(paper.consents.filter(person=request.user).order_by("-decided_at", "-id"))
    form = ConsentForm(request.POST or None, initial={"text_hash": paper.text_hash})
    context = around(council, request.user, "prospectus") | {
        "paper": paper,
        "form": form,
        "mine": mine,
        "text_hash": paper.text_hash,
        "is_open": is_asked and council.state == Council.State.CONSENT_COLLECTING,
    }
    if not (form.is_bound and form.is_valid()):
        return render(
            request, "councils/founding_prospectus.html", context, status=422 if form.is_bound else 200
        )
    try:
        founding.answer_prospectus(paper, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return render(
            request,
            "councils/founding_prospectus.html",
            context | {"problem": str(wrong), "form": ConsentForm(initial={"text_hash": paper.text_hash})},
            status=409,
        )
    return redirect("prospectus", council.pk)
