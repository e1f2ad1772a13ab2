"""Outcomes of a project as its own people meet them: the list with what waits, the page of one, its use."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from confidentiality import disclosure_handover, disclosures, doors
from confidentiality.acting import database_now
from confidentiality.disclosure_forms import PlanForm
from confidentiality.models import Disclosure, Item
from confidentiality.views.disclosure import TONES, clock
from programmes import outcomes
from programmes.bodies import concerned
from programmes.forms.outcome import OutcomeForm, SuccessionForm, SuccessionPlanForm, UseForm, WhereForm
from programmes.models import Outcome, OutcomeUse, Project
from programmes.rights import bodies, is_staff
from programmes.views.entry import Entry, entered
from programmes.views.frame import posted, slice_of
from programmes.views.project_frame import trail as trail_to

State, A_PAGE = Disclosure.State, 50


def trail_of(outcome: Outcome | None, project: Project | None) -> list:
    """Crumbs: programme, fund and concept where the reader may open them, the project, its outcomes."""
    trail = [(_("制度と基金"), reverse("programme_home"))]
    if project is not None:
        trail = [
            *trail_to(project, inside=True),
            (_("成果"), reverse("project_outcomes", args=[project.pk])),
        ]
    return trail + ([(outcome.public_title, reverse("outcome", args=[outcome.pk]))] if outcome else [])


def project_of(outcome: Outcome) -> Project | None:
    return Project.objects.filter(pk=outcome.project_id).first()


def standings(pks: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What each outcome's publication says: word, tone, clock."""
    now, found = database_now(), disclosures.standing_of(pks)
    told = {}
    for pk in pks:
        state, due = found.get(pk, ("", None))
        told[pk] = {
            "state": state,
            "words": State(state).label if state else _("公開の確認がまだ登録されていません"),
            "tone": TONES.get(state, "") if state else "late",
            "clock": clock(state, due, now) if state else "",
        }
    return told


@doors.item(Project)
@require_safe
def project_outcomes(request: HttpRequest, project: Project) -> HttpResponse:
    """Every outcome the reader may know of, with its state; words only for those who read it."""
    number = request.GET.get("page", "")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    items = list(
        Item.objects.filter(container_id=project.pk, kind="programmes.outcome").order_by("-created", "-pk")[
            (page - 1) * A_PAGE : page * A_PAGE + 1
        ]
    )
    pks = [item.pk for item in items[:A_PAGE]]
    read, told = Outcome.objects.in_bulk(pks), standings(pks)
    address = reverse("project_outcomes", args=[project.pk])
    context = {
        "project": project,
        "rows": [(item, read.get(item.pk), told[item.pk]) for item in items[:A_PAGE]],
        "undecided": outcomes.undecided(project),
        "may_register": outcomes.works_on(project, request.user) and outcomes.takes_outcomes(project),
        "trail": trail_of(None, project)[:-1],
        "next": f"{address}?page={page + 1}" if len(items) > A_PAGE else "",
        "previous": f"{address}?page={page - 1}" if page > 1 else "",
    }
    return render(request, "programmes/outcome_list.html", context)


@doors.item(Project, allows=outcomes.works_on)
def outcome_new(request: HttpRequest, project: Project) -> HttpResponse:
    """The record; said back once before it is kept."""
    back = reverse("project_outcomes", args=[project.pk])
    after = (
        _("公開するまでは、この課題の担当者だけが内容を見られます。"),
        _("成果は公開が原則です。次に、公開の確認を登録してください。"),
    )
    entry = Entry(
        _("成果を登録する"),
        _("登録する"),
        back,
        trail_of(None, project),
        after,
        after,
        _("成果を登録しました。"),
    )
    return entered(
        request,
        OutcomeForm(posted(request), organisations=concerned(project)),
        entry,
        lambda **data: outcomes.register(project, by=request.user, **data),
        where=lambda made: reverse("outcome", args=[made.pk]),
    )


@doors.item(Outcome, related=("organisation", "field"))
@require_safe
def outcome(request: HttpRequest, found: Outcome) -> HttpResponse:
    """One outcome: its record, how its publication stands, what came of it."""
    mine = outcomes.works_on(found, request.user)
    uses = list(OutcomeUse.objects.filter(item=found).select_related("ministry"))
    planned = Disclosure.objects.filter(subject=found).first()
    context = {
        "outcome": found,
        "told": standings([found.pk])[found.pk],
        "disclosure": planned,
        "offered": disclosure_handover.open_offer(found.pk),
        "may_offer": mine and planned is not None and disclosures.is_author(planned, request.user),
        "uses": outcomes.uses_now(uses),
        "history": uses,
        "mine": mine,
        "may_edit": mine and outcomes.is_editable(found),
        "orphaned": outcomes.may_take_over(found, request.user) and disclosures.orphaned(found.pk),
        "project": project_of(found),
        "trail": trail_of(None, project_of(found)),
    }
    return render(request, "programmes/outcome_page.html", context)


def _entry(found: Outcome, heading: str, said: str, *lead: str) -> Entry:
    back = reverse("outcome", args=[found.pk])
    return Entry(heading, _("保存する"), back, trail_of(found, project_of(found)), lead, (), said)


@doors.item(Outcome, allows=outcomes.works_on)
def outcome_edit(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Its words, until they are put to the councils."""
    project, kept = project_of(found), found.organisation_id
    form = OutcomeForm(
        posted(request),
        initial={name: getattr(found, name) for name in outcomes.WORDS},
        # Whoever may open the record but not the project finds the organisation that stands there.
        organisations=concerned(project, kept) if project else Organisation.objects.filter(pk=kept),
    )
    return entered(
        request,
        form,
        _entry(found, _("成果の記載を改める"), _("成果の記載を保存しました。")),
        lambda key, **data: outcomes.edit(found, by=request.user, **data),
        where=lambda _made: reverse("outcome", args=[found.pk]),
    )


@doors.item(Outcome, allows=outcomes.works_on)
def outcome_where(request: HttpRequest, found: Outcome) -> HttpResponse:
    """DOI, link, and exceptions to free use."""
    form = WhereForm(
        posted(request), initial={"doi": found.doi, "link": found.link, "restriction": found.restriction}
    )
    return entered(
        request,
        form,
        _entry(found, _("掲載先と利用の制限"), _("掲載先と利用の制限を保存しました。")),
        lambda **data: outcomes.say_where(found, by=request.user, **data),
        where=lambda _made: reverse("outcome", args=[found.pk]),
    )


@doors.item(Outcome, allows=outcomes.works_on)
def outcome_use(request: HttpRequest, found: Outcome) -> HttpResponse:
    """A new line about a civil or public use."""
    return entered(
        request,
        UseForm(posted(request)),
        _entry(
            found,
            _("利用の状況を登録する"),
            _("利用の状況を登録しました。"),
            _("登録した内容は履歴に残り、後から書き換えられません。"),
        ),
        lambda **data: outcomes.report_use(found, by=request.user, **data),
        where=lambda _made: reverse("outcome", args=[found.pk]),
    )


@doors.item(Outcome, allows=outcomes.works_on)
def outcome_disclose(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Register what is to be published; nobody is asked yet."""
    if (made := Disclosure.objects.filter(subject=found).first()) is not None and request.method != "POST":
        return redirect("disclosure", made.pk)
    kinds = {choice for choice, _label in Disclosure.Form.choices}
    form = PlanForm(
        posted(request),
        initial={
            "title": found.title,
            "is_basic_research": found.is_basic_research,
            "form": found.outcome_kind if found.outcome_kind in kinds else "",
        },
    )
    entry = _entry(
        found,
        _("公開の確認を登録する"),
        _("公開の確認を登録しました。次に、原稿を加えてください。"),
        _(
            "課題に結び付いた協議会に、公開の計画と原稿を確かめてもらいます。期限までに異議がなければ、公開できるようになります。"
        ),
    )
    return entered(
        request,
        form,
        entry,
        lambda **data: disclosures.register(found, by=request.user, **data),
        where=lambda made: reverse("disclosure", args=[made.pk]),
    )


@doors.item(Outcome, allows=outcomes.may_take_over)
def outcome_take_over(request: HttpRequest, found: Outcome) -> HttpResponse:
    """Go on with a publication whose author has left; what nobody has been asked about yet is planned anew."""
    state, _due = disclosures.standing_of([found.pk]).get(found.pk, ("", None))
    data = posted(request)
    form = SuccessionForm(data) if state != State.REGISTERED else SuccessionPlanForm(data)
    entry = Entry(
        _("公開の手続を引き継ぐ"),
        _("引き継ぐ"),
        reverse("outcome", args=[found.pk]),
        trail_of(found, project_of(found)),
        (
            _(
                "登録した方が担当を離れたため、あなたが公開の手続を続けます。引継ぎと理由は、確認を求める協議会にも表示します。"
            ),
            _("前の方が書いた、まだ確認に出していない計画と原稿は引き継げません。あらためて書いてください。")
            if state == State.REGISTERED
            else _("守秘の指定の内容を再現しているとされた部分は、引き継いでも読めません。"),
        ),
        (),
        _("公開の手続を引き継ぎました。"),
    )
    return entered(
        request,
        form,
        entry,
        lambda key=None, **given: disclosures.take_over(found, by=request.user, **given),
        where=lambda made: reverse("disclosure", args=[made.pk]),
    )


@doors.person
@require_safe
def outcome_uses(request: HttpRequest) -> HttpResponse:
    """What ministries are expected to use: for the people of those ministries, and for the programme's office all of it."""
    staff = is_staff(None, request.user)
    rows = outcomes.uses_of_ministries()
    mine, pages = slice_of(request, rows if staff else rows.filter(ministry_id__in=bodies()))
    pks = [use.item_id for use in mine]
    known, read = Item.objects.in_bulk(pks), Outcome.objects.in_bulk(pks)
    context = {
        "rows": [(use, known.get(use.item_id), read.get(use.item_id)) for use in mine],
        "pages": pages,
        "trail": trail_of(None, None),
        "staff": staff,
    }
    return render(request, "programmes/outcome_uses.html", context)
