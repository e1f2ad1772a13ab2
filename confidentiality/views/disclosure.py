"""Planned publications as their authors and councils meet them: the list, the page of one, its clock, its manuscript."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import disclosures, doors, files, journal, naming
from confidentiality.acting import database_now
from confidentiality.disclosure_cycle import STEPS
from confidentiality.disclosure_forms import PartForm, PlanForm, TouchForm
from confidentiality.models import ClosingRequest, Disclosure, DisclosureAnswer, Item
from confidentiality.verbs import Refused, WrongState

State, PAGE = Disclosure.State, 50
TONES = {
    State.SCREENING: "soon",
    State.EXCEPTION_REQUESTED: "late",
    State.CLEARED_OPEN: "done",
    State.PUBLISHED: "done",
    State.PUBLISHED_PARTIAL: "done",
}


def clock(state: str, due: Any, now: Any) -> str:
    """What the clock says, in a sentence: あと12日で公開できます."""
    if state == State.CLEARED_OPEN:
        return _("公開できます")
    if state in (State.SCREENING, State.EXCEPTION_REQUESTED) and due is not None and due > now:
        n = -(-(due - now).total_seconds() // 86400)
        return _("あと%(n)s日で公開できます") % {"n": int(n)}
    return ""


@doors.person
@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Those the reader's councils are asked about, or their own; the nearest deadline first."""
    mine, now = request.GET.get("tab") == "mine", database_now()
    rows = disclosures.with_state(Disclosure.objects.all())
    rows = rows.filter(custodian=request.user) if mine else rows.exclude(custodian=request.user)
    number = request.GET.get("page", "")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = list(rows.order_by("-created", "-pk")[(page - 1) * PAGE : page * PAGE + 1])
    for row in found:
        row.words, row.tone = State(row.state_now).label, TONES.get(row.state_now, "")
        row.clock = clock(row.state_now, row.decide_by, now)
    address, tab = reverse("disclosure_list"), "mine" if mine else "asked"
    context = {
        "rows": found[:PAGE],
        "mine": mine,
        "tabs": [
            (_("協議会に確認を求められたもの"), f"{address}?tab=asked", not mine),
            (_("自分が登録したもの"), f"{address}?tab=mine", mine),
        ],
        "next": f"{address}?tab={tab}&page={page + 1}" if len(found) > PAGE else "",
        "previous": f"{address}?tab={tab}&page={page - 1}" if page > 1 else "",
    }
    return render(request, "confidentiality/disclosure_list.html", context)


@doors.item(Disclosure, reads="open_disclosure")
@require_safe
def disclosure(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """The plan, its clock, the manuscript as this reader may read it, what was asked and answered, what can be done."""
    person, now, state = request.user, database_now(), disclosures.state_of(found)
    author, sits = disclosures.is_author(found, person), disclosures.sits(found)
    live, asked = disclosures.live_closing(found), disclosures.open_request(found)
    voter = asked is not None and asked.voters.filter(person=person, dropped_at=None).exists()
    subject = Item.objects.filter(pk=found.subject_id).first()
    context = {
        "disclosure": found,
        "state": state,
        "words": State(state).label,
        "tone": TONES.get(state, ""),
        "clock": clock(state, found.decide_by, now),
        "subject": subject,
        "subject_page": naming.page_for_reader(subject) if subject else "",
        "councils": list(Item.objects.filter(pk__in=found.councils.values("council_id"))),
        "parts": disclosures.parts_of(found),
        "touches": list(found.touches.select_related("touched", "part").order_by("pk")),
        "left": disclosures.unanswered(found, person) if author else [],
        "requests": told(found),
        "answers": list(DisclosureAnswer.objects.filter(item=found, request=None).select_related("person")),
        "is_author": author,
        "successions": list(found.successions.select_related("was_author", "author")),
        "live": live,
        "asked": asked,
        "is_asked": voter,
        "buttons": buttons(found, state, person, author=author, sits=sits, live=live, asked=asked),
    }
    return render(request, "confidentiality/disclosure.html", context)


def told(found: Disclosure) -> list[dict[str, Any]]:
    """Every request with who was asked and what they said last; three statements however many there are."""
    requests = list(
        found.closing_requests.select_related("requester").prefetch_related("voters__person", "answers")
    )
    names = {
        row.pk: row.part.place if row.part else row.item.public_title for row in disclosures.parts_of(found)
    }
    rows = []
    for request in requests:
        last = {a.person_id: a for a in request.answers.all()}
        voters = [(v, last.get(v.person_id)) for v in request.voters.all()]
        rows.append(
            {
                "request": request,
                "parts": [names.get(pk, "") for pk in request.parts],
                "voters": sorted(voters, key=lambda pair: pair[0].person.kana),
                "agreed": sum(a is not None and a.decision == "agree" for _v, a in voters),
            }
        )
    return rows


def buttons(
    found: Disclosure, state: str, person: Any, *, author: bool, sits: bool, live: Any, asked: Any
) -> list[tuple[str, str, str]]:
    """(words, address, kind) of what this person can do now."""
    can = []
    if author and state in STEPS["open_screening"].starts:
        can += [("open", _("協議会の確認に出す"), "main")]
    if author and any(p.may_go_out for p in disclosures.parts_of(found)):
        can += [("publish", _("公開する"), "main")]
    agreed = found.closing_requests.filter(valid_from__isnull=False)
    if author and state in STEPS["take_back"].starts and not agreed.exists():
        can += [("take-back", _("手直しに戻す"), "")]
    if state in STEPS["no_objection"].starts and disclosures.waits_for_look(found, person):
        can += [("no-objection", _("支障がないと答える"), "main")]
    made = [(words, reverse("disclosure_act", args=[found.pk, name]), kind) for name, words, kind in can]
    if sits and asked is None and (state in STEPS["object_to"].starts or live is not None):
        words = _("非公開の延長を要請する") if live else _("非公開を要請する")
        made.append((words, reverse("disclosure_object", args=[found.pk]), ""))
    if asked is not None and asked.voters.filter(person=person, dropped_at=None).exists():
        made.append((_("要請に回答する"), reverse("disclosure_answer", args=[found.pk]), "main"))
    for request in (asked, live):
        if request is not None and disclosures.may_end_closing(request):
            words = (
                _("要請を取り下げる") if request.state == ClosingRequest.State.OPEN else _("非公開を解除する")
            )
            made.append((words, reverse("disclosure_end", args=[found.pk, request.pk]), "danger"))
    return made


def _trail(found: Disclosure | None = None) -> list[tuple[str, str]]:
    trail = [(_("公開の確認"), reverse("disclosure_list"))]
    return trail + ([(found.title, reverse("disclosure", args=[found.pk]))] if found else [])


def form_page(
    request: HttpRequest, form: Any, *, heading: str, verb: str, back: str, trail: list, **more: Any
) -> HttpResponse:
    """One form; 422 when it comes back with something to correct, 409 with a sentence in ``problem``."""
    context = {"form": form, "heading": heading, "verb": verb, "back": back, "trail": trail, **more}
    status = 409 if more.get("problem") else 422 if form.is_bound and form.errors else 200
    return render(request, "confidentiality/disclosure_form.html", context, status=status)


def saved(request: HttpRequest, form: Any, act: Any, *, back: str, said: str, **words: Any) -> HttpResponse:
    """Ask until the form is whole, then do it and go back; too late is 409 with the sentence."""
    if not (form.is_bound and form.is_valid()):
        return form_page(request, form, back=back, **words)
    try:
        act()
    except WrongState as wrong:
        return form_page(request, form, back=back, problem=str(wrong), **words)
    except Refused:
        raise
    messages.success(request, said)
    return redirect(back)


def _bound(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@doors.item(Disclosure, allows=disclosures.is_author)
def disclosure_edit(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """The author's words, before anybody is asked."""
    form = PlanForm(_bound(request)[0], initial={name: getattr(found, name) for name in disclosures.WORDS})
    return saved(
        request,
        form,
        lambda: disclosures.edit(
            found, by=request.user, **{k: v for k, v in form.cleaned_data.items() if k != "key"}
        ),
        back=reverse("disclosure", args=[found.pk]),
        said=_("公開の計画を保存しました。"),
        heading=_("公開の計画を改める"),
        verb=_("保存する"),
        trail=_trail(found),
    )


@doors.item(Disclosure, allows=disclosures.is_author)
def disclosure_part_new(request: HttpRequest, found: Disclosure) -> HttpResponse:
    """A part of the manuscript, as it will be put to the councils."""
    form = PartForm(*_bound(request))
    return saved(
        request,
        form,
        lambda: disclosures.add_part(found, by=request.user, **form.cleaned_data),
        back=reverse("disclosure", args=[found.pk]),
        said=_("原稿を加えました。"),
        heading=_("原稿を加える"),
        verb=_("加える"),
        trail=_trail(found),
        lead=_(
            "守秘の指定がある内容を再現している部分は、別の部分に分けてください。その部分だけを伏せ、残りを公開できます。"
        ),
    )


@doors.item(Disclosure)
@require_safe
def disclosure_part_file(request: HttpRequest, found: Disclosure, number: int) -> HttpResponse:
    """The file of one part, for those the database lets read it."""
    part = get_object_or_404(found.manuscript.select_related("file"), number=number)
    if part.file is None:
        raise Http404
    journal.record("open_manuscript", part)
    return files.send(files.read(part.file), part.file.name, part.file.content_type)


@doors.item(Disclosure, allows=disclosures.is_author)
def disclosure_touch(request: HttpRequest, found: Disclosure, item: Any) -> HttpResponse:
    """The author says what the manuscript has to do with one agreement in force they know of."""
    touched = get_object_or_404(Item, pk=item)
    if not disclosures.touchable(request.user).filter(item_id=touched.pk).exists():
        raise Http404
    choices = [
        (str(p.pk), p.item.public_title if p.part is None else p.part.place)
        for p in disclosures.parts_of(found)
    ]
    form = TouchForm(_bound(request)[0], parts=choices)
    return saved(
        request,
        form,
        lambda: disclosures.answer_touch(found, by=request.user, touched=touched, **form.cleaned_data),
        back=reverse("disclosure", args=[found.pk]),
        said=_("守秘の指定との関係を保存しました。"),
        heading=_("守秘の指定との関係に答える"),
        verb=_("保存する"),
        trail=_trail(found),
        lead=_("対象：%(title)s。結果は、守秘の指定を使って得られたというだけで非公開にはなりません。")
        % {"title": touched.public_title},
    )
