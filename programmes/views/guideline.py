"""The guideline as the office works on it: versions, sections, the way to publication; never decides what is allowed."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.phrasing import in_japanese
from confidentiality import doors, naming
from confidentiality.acting import database_now
from confidentiality.models import PrintJob
from confidentiality.orders import order
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import catalogue, comparison, draft_readers, guidelines, papers
from programmes.forms.guideline import (
    DecisionForm,
    OpenCommentsForm,
    PublishAtForm,
    QuoteForm,
    ReasonForm,
    SectionForm,
    StartForm,
)
from programmes.models import ExpertOpinion, Guideline, GuidelineFile, GuidelineQuote, GuidelineSection
from programmes.rights import is_staff
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted, too_late

State = Guideline.State
STEPS = (
    (State.DRAFT, gettext_lazy("案の作成")),
    (State.EXPERT_REVIEW, gettext_lazy("有識者の意見聴取")),
    (State.PUBLIC_COMMENT, gettext_lazy("パブリックコメント")),
    (State.DECIDED, gettext_lazy("決定")),
    (State.PUBLISHED, gettext_lazy("公表")),
)
# What the check page of each verb says.
WORDS = {
    "ask_experts": [gettext_lazy("有識者の意見を聴く段階に進みます。本文は、意見を受けて直せます。")],
    "open_comments": [
        gettext_lazy("いまの本文を、どなたでも読めるように公開し、意見の募集を始めます。"),
        gettext_lazy("公開した本文は取り消せません。募集の間、本文は変更できません。"),
    ],
    "publish_results": [
        gettext_lazy("意見の概要と回答を、どなたでも読めるように公開します。提出者の氏名は公開しません。"),
        gettext_lazy("公表した後は、意見の登録と回答の変更ができません。"),
    ],
    "decide": [gettext_lazy("決定を記録します。この後、本文は変更できません。")],
    "publish_guideline": [
        gettext_lazy("この版を、どなたでも読めるように公表します。公表と同時に現行の基本指針になります。"),
        gettext_lazy("いまの現行版は旧版となり、履歴として公開したままになります。"),
    ],
    "schedule_publication": [
        gettext_lazy("決めた日時から、この版をどなたでも読めるように公表し、現行の基本指針とします。"),
        gettext_lazy("いまの現行版は、同じ時刻に旧版になります。その1分前までは、取り消せます。"),
        gettext_lazy(
            "引用する情報に守秘の合意が成立したときは、公表は自動的に止まり、事業担当にお知らせします。"
        ),
    ],
    "call_off_publication": [
        gettext_lazy("公表の日時を取り消し、決定済に戻します。現行の版は、そのままです。")
    ],
    "take_back": [
        gettext_lazy("案の作成に戻します。募集中の意見は、この時点で締め切ります。"),
        gettext_lazy("理由は、意見の募集のページに表示します。"),
    ],
    "withdraw_draft": [gettext_lazy("この案を取り下げます。取り下げた案は、もう変更できません。")],
}
FORMS = {
    "open_comments": OpenCommentsForm,
    "decide": DecisionForm,
    "schedule_publication": PublishAtForm,
    "call_off_publication": ReasonForm,
    "take_back": ReasonForm,
    "withdraw_draft": ReasonForm,
}
GOES_OUT = ("open_comments", "publish_results", "publish_guideline", "schedule_publication")
OF_THE_TEXT = (
    "open_comments",
    "decide",
    "publish_guideline",
    "schedule_publication",
)  # done to exactly the text that was shown


def trail_of(guideline: Guideline | None = None) -> list[tuple[Any, str]]:
    found = [
        (_("制度と基金"), reverse("programme_home")),
        (_("基本指針"), reverse("guideline_list")),
    ]
    if guideline is not None:
        found.append((guideline.title, reverse("guideline", args=[guideline.pk])))
    return found


@doors.person
@require_safe
def guideline_list(request: HttpRequest) -> HttpResponse:
    """Every version this reader may read; the office also finds the one in preparation."""
    rows = list(Guideline.objects.order_by("-document", "-number"))
    staff, hidden = is_staff(None, request.user), draft_readers.hidden_drafts(Guideline)
    prepared = any(g.state in guidelines.PREPARING for g in rows) or (hidden and draft_readers.is_prepared())
    return render(
        request,
        "programmes/guideline_list.html",
        {
            "trail": trail_of()[:1],
            "guidelines": rows,
            "is_staff": staff,
            "may_start": staff and not prepared,
            "hidden": hidden,
        },
    )


@doors.office("programme_staff")
def guideline_start(request: HttpRequest) -> HttpResponse:
    """A new version, from the one in force, else from the framework, else from the bare headings."""
    basis = guidelines.in_force() or guidelines.framework()
    form = StartForm(posted(request), initial={"title": _start_title(basis)})
    if form.is_bound and form.is_valid():
        try:
            made = guidelines.start(by=request.user, basis=basis, **form.cleaned_data)
        except WrongState as wrong:
            return too_late(request, wrong, reverse("guideline_list"))
        messages.success(request, _("案を作りました。項目ごとに本文を書いてください。"))
        return redirect("guideline", made.pk)
    return form_page(
        request, "programmes/guideline_start.html", {"form": form, "basis": basis, "trail": trail_of()}
    )


def _start_title(basis: Guideline | None) -> str:
    return (
        basis.title
        if basis and basis.document == Guideline.Document.GUIDELINE
        else in_japanese("研究開発基本指針")
    )


@doors.item(Guideline, related=("revises",))
@require_safe
def guideline(request: HttpRequest, found: Guideline) -> HttpResponse:
    """The text with its sections, where it stands, and what this reader can do about it."""
    staff = is_staff(found, request.user)
    states = [state for state, _words in STEPS]
    stands = found.standing
    at = State.PUBLISHED if stands == State.SCHEDULED else stands
    here = states.index(at) if at in states else None
    last = found.last_round()
    file = GuidelineFile.objects.filter(guideline=found).first()
    context = {
        "trail": trail_of(),
        "guideline": found,
        "sections": list(found.sections.order_by("order")),
        "is_staff": staff,
        "may_edit": staff and found.is_editable,
        "steps": [
            (words, "done" if n < here or stands == State.PUBLISHED else "now" if n == here else "")
            for n, (_state, words) in enumerate(STEPS)
        ]
        if here is not None and found.document == Guideline.Document.GUIDELINE
        else [],
        "verbs": []
        if found.state == State.SCHEDULED and stands != State.SCHEDULED
        else [v for v in offered(found, request.user) if v.name in WORDS],
        "is_out": stands in (State.PUBLISHED, State.SUPERSEDED),
        **(_quotes(found) if staff else {}),
        "named": draft_readers.is_narrowed(found),
        "is_written": draft_readers.is_written(found),
        "round": last,
        "file": file,
        "entries": catalogue.entries_linked_to(found),
        "opinions": list(ExpertOpinion.objects.filter(item=file)) if file else [],
        "missing": [GuidelineSection.Kind(k).label for k in found.missing_kinds()] if staff else [],
    }
    return render(request, "programmes/guideline_page.html", context)


QUOTING = (State.DRAFT, State.EXPERT_REVIEW, State.PUBLIC_COMMENT, State.DECIDED)


def _quotes(found: Guideline) -> dict[str, Any]:
    """What the text quotes, as far as this reader has it, and how much of it holds the text back now."""
    may_quote = found.state in QUOTING
    held = found.held_back(database_now()) if may_quote else []
    rows = GuidelineQuote.objects.filter(item=found, valid_until=None).select_related("subject")
    return {
        "quotes": [(row, naming.page_of(row.subject), row.subject_id in held) for row in rows],
        "held": len(held),
        "may_quote": may_quote,
    }


@doors.item(Guideline, allows=is_staff)
def quote_new(request: HttpRequest, found: Guideline) -> HttpResponse:
    form = QuoteForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        words = {
            "form": form,
            "heading": _("引用する情報を登録する"),
            "verb": _("登録する"),
            "back": reverse("guideline", args=[found.pk]),
            "trail": trail_of(found),
        }
        return form_page(request, "programmes/plain_form.html", words)
    return acted(
        request,
        lambda: guidelines.quote(found, by=request.user, **form.cleaned_data),
        back=reverse("guideline", args=[found.pk]),
        said=_("引用する情報を登録しました。"),
    )


def _staffs_quote(row: GuidelineQuote, person: Any) -> bool:
    return is_staff(row, person)


@doors.item(GuidelineQuote, related=("item",), allows=_staffs_quote)
def quote_end(request: HttpRequest, row: GuidelineQuote) -> HttpResponse:
    return confirm(
        request,
        lambda reason: guidelines.unquote(row, by=request.user, reason=reason),
        heading=_("引用する情報から外す"),
        verb=_("外す"),
        back=reverse("guideline", args=[row.item_id]),
        words=[_("本文がこの情報を引用しなくなったことを確かめてください。外した理由は、記録に残ります。")],
        form=ReasonForm(posted(request)),
        said=_("引用する情報から外しました。"),
        trail=trail_of(row.item),
        kind="danger",
    )


@doors.item(Guideline, related=("revises",))
@require_safe
def guideline_changes(request: HttpRequest, found: Guideline) -> HttpResponse:
    """新旧対照表 with the version this one revises."""
    basis = Guideline.objects.filter(pk=found.revises_id).first()
    if basis is None:
        raise Http404
    rows = comparison.compare(list(basis.sections.order_by("order")), list(found.sections.order_by("order")))
    return render(
        request,
        "programmes/guideline_changes.html",
        {
            "trail": trail_of(found),
            "guideline": found,
            "basis": basis,
            "rows": rows,
            "places": comparison.count(rows),
            "is_staff": is_staff(found, request.user),
        },
    )


@doors.item(Guideline, allows=is_staff)
def guideline_changes_pdf(request: HttpRequest, found: Guideline) -> HttpResponse:
    """Order the 新旧対照表 as PDF; of a draft only after a fresh sign-in, and the copy names its reader."""
    if found.revises_id is None or not Guideline.objects.filter(pk=found.revises_id).exists():
        raise Http404
    is_out = found.standing in (State.PUBLISHED, State.SUPERSEDED)
    page = _order_changes if is_out else reauthentication_required(_order_changes)
    return page(request, found)


def _order_changes(request: HttpRequest, found: Guideline) -> HttpResponse:
    paper = papers.comparison_pdf(found)
    if request.method == "POST":
        return redirect("print_job", pk=order(paper, by=request.user).pk)
    made = PrintJob.objects.filter(item_id=paper.item_id, kind=paper.kind, text_hash=paper.text_hash)
    return render(
        request,
        "programmes/guideline_changes_pdf.html",
        {
            "trail": [*trail_of(found), (_("新旧対照表"), reverse("guideline_changes", args=[found.pk]))],
            "guideline": found,
            "paper": paper,
            "job": made.exclude(state=PrintJob.State.FAILED).first(),
        },
    )


@doors.item(Guideline, allows=is_staff)
def guideline_act(request: HttpRequest, found: Guideline, verb: str) -> HttpResponse:
    """The check page of one step; what goes out to everybody is asked with a fresh sign-in."""
    if verb not in WORDS:
        raise Http404
    page = after_fresh_sign_in(_act) if verb in GOES_OUT else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: Guideline, verb: str) -> HttpResponse:
    known, kind = verbs_of(Guideline)[verb], FORMS.get(verb)
    return confirm(
        request,
        lambda **given: perform(verb, found, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("guideline", args=[found.pk]),
        words=WORDS[verb],
        form=kind(posted(request)) if kind else None,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb in ("take_back", "withdraw_draft", "call_off_publication") else "main",
        shown=found.text_hash if verb in OF_THE_TEXT else "",
    )


@doors.item(Guideline, allows=is_staff)
def section_new(request: HttpRequest, found: Guideline) -> HttpResponse:
    form = SectionForm(posted(request), initial={"level": 1})
    if not (form.is_bound and form.is_valid()):
        return form_page(
            request,
            "programmes/section_form.html",
            {"form": form, "guideline": found, "trail": trail_of(found)},
        )
    given = {k: v for k, v in form.cleaned_data.items() if k != "shown"}
    return acted(
        request,
        lambda: guidelines.add_section(found, by=request.user, **given),
        back=reverse("guideline", args=[found.pk]),
        said=_("項目を加えました。"),
    )


def _staffs_section(section: GuidelineSection, person: Any) -> bool:
    return is_staff(section, person)


@doors.item(GuidelineSection, related=("item",), allows=_staffs_section)
def section_edit(request: HttpRequest, section: GuidelineSection) -> HttpResponse:
    """Change the words; whoever saved meanwhile is not overwritten unseen."""
    found, back = section.item, reverse("guideline", args=[section.item_id])
    form = SectionForm(posted(request), initial=SectionForm.values_of(section))
    context = {"form": form, "guideline": found, "section": section, "trail": trail_of(found)}
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "programmes/section_form.html", context)
    try:
        guidelines.edit_section(section, by=request.user, **form.cleaned_data)
    except guidelines.Conflict as conflict:
        typed = request.POST.copy()
        typed["shown"] = conflict.current.text_hash
        context |= {"form": SectionForm(typed), "current": conflict.current}
        return render(request, "programmes/section_form.html", context, status=409)
    except WrongState as wrong:
        return too_late(request, wrong, back)
    messages.success(request, _("項目を保存しました。"))
    return redirect(back)


@doors.item(GuidelineSection, related=("item",), allows=_staffs_section)
@require_POST
def section_move(request: HttpRequest, section: GuidelineSection, step: str) -> HttpResponse:
    steps = {"up": -1, "down": 1}
    if step not in steps:
        raise Http404
    return acted(
        request,
        lambda: guidelines.move_section(section, by=request.user, step=steps[step]),
        back=reverse("guideline", args=[section.item_id]) + f"#s{section.pk}",
        said=_("項目の順を変えました。"),
    )


@doors.item(GuidelineSection, related=("item",), allows=_staffs_section)
def section_remove(request: HttpRequest, section: GuidelineSection) -> HttpResponse:
    return confirm(
        request,
        lambda: guidelines.remove_section(section, by=request.user),
        heading=_("項目を削除する"),
        verb=_("削除する"),
        back=reverse("guideline", args=[section.item_id]),
        words=[
            _("「%(heading)s」を、この案から削除します。前の版には残ります。") % {"heading": section.heading}
        ],
        said=_("項目を削除しました。"),
        trail=trail_of(section.item),
        kind="danger",
    )
