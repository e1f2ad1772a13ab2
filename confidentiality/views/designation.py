"""Agreements as members meet them: the list, the page of one, and its wording from first draft to new version."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from confidentiality import agreements, asking, audience, doors, explaining, naming
from confidentiality.acting import database_now, principals
from confidentiality.forms import WordingForm
from confidentiality.lifecycle import ACTS, BEFORE, ENDED, State, is_provider, offered, state_at
from confidentiality.models import Designation, DesignationVersion, Item, Principal
from confidentiality.standing import agreement_sentence, standing, steps, text_rows, tone
from confidentiality.verbs import WrongState
from confidentiality.wording import narrower_ways, revealing_words

PAGE = 50


def _tabs(request: HttpRequest) -> dict[str, tuple[str, QuerySet[Designation]]]:
    everything = Designation.objects.all()
    proposed = everything.filter(item__custodian=request.user).exclude(state__in=ENDED)
    return {
        "answer": (_("回答が必要"), asking.awaiting_answer(request.user)),
        "binding": (_("有効（自分が保持者）"), asking.holding(request.user)),
        "in_force": (
            _("有効（ほかの構成員が保持者）"),
            asking.in_force().exclude(pk__in=asking.holding(request.user)),
        ),
        "proposed": (_("自分の提案"), proposed),
        "open": (_("手続中"), everything.filter(state__in=[*BEFORE, State.CHANGE_OPEN])),
        "ended": (pgettext("state", "終了"), everything.filter(state__in=ENDED)),
    }


@doors.person
def designation_list(request: HttpRequest) -> HttpResponse:
    """Agreements I can see, by what they mean for me; each tab with its number."""
    tabs, now = _tabs(request), database_now()
    chosen = request.GET.get("tab", "answer")
    if chosen not in tabs:
        raise Http404
    number = request.GET.get("page", "1")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    order = "answer_by" if chosen == "answer" else "-created"
    rows = list(
        tabs[chosen][1]
        .select_related("item", "candidate", "in_force")
        .order_by(order, "pk")[(page - 1) * PAGE : page * PAGE + 1]
    )
    for row in rows:
        state = state_at(row, now)
        row.shown, row.tone, row.words = row.candidate or row.in_force, tone(state), State(state).label
        row.is_proposal = row.candidate_id is not None and row.in_force_id is not None
    address = reverse("designation_list")
    context = {
        "rows": rows[:PAGE],
        "tab": chosen,
        "tabs": [
            (f"{words} {query.count()}", f"{address}?tab={name}", name == chosen)
            for name, (words, query) in tabs.items()
        ],
        "next": f"{address}?tab={chosen}&page={page + 1}" if len(rows) > PAGE else "",
        "previous": f"{address}?tab={chosen}&page={page - 1}" if page > 1 else "",
    }
    return render(request, "confidentiality/designation_list.html", context)


@doors.item(Designation, related=("item", "candidate", "in_force"))
def designation(request: HttpRequest, designation: Designation) -> HttpResponse:
    """One agreement: its state in steps, its words, who has agreed, who holds, what it was before, what I can do."""
    now, person = database_now(), request.user
    state = state_at(designation, now)
    where = standing(designation, agreements.seats_of(designation.item.container_id, []))
    proposal, live = where.of(designation.candidate), where.of(designation.in_force)
    waits = asking.awaiting_answer(person).filter(pk=designation.pk).exists()
    mine = next((a for a in proposal.answers if a.is_mine), None) if proposal else None
    context = {
        "designation": designation,
        "item": designation.item,
        "state": state,
        "words": State(state).label,
        "tone": tone(state),
        "steps": steps(state),
        "shown": live if state not in BEFORE and live else proposal or where.wordings[0],
        "proposal": proposal if live and proposal and state not in ENDED else None,
        "round": proposal if proposal and proposal.answers else None,
        "is_open": state in (State.CONSENT_OPEN, State.CHANGE_OPEN),
        "waits": waits,
        "completes": bool(mine and mine.decision != "agree" and len(proposal.missing) == 1),
        "holders": where.holders if live else [],
        "wordings": where.wordings,
        "comments": where.comments,
        "is_provider": is_provider(designation, person),
        "page": naming.page_of(designation.item),
        "has_answered": _answered(where),
        "acts": [
            (a.label, reverse(f"designation_{a.name}", args=[designation.pk]), a.name)
            for a in offered(designation, person, now)
            if a.name not in ("answer", "describe")
        ],
    }
    return render(request, "confidentiality/designation.html", context)


def _answered(where: Any) -> bool:
    return any(a.is_mine and a.decision for w in where.wordings for a in w.answers) or any(
        h.is_mine for h in where.holders
    )


def _provides(item: Item, person: Any) -> bool:
    """The provider, while they sit in the council; what can never be designated is 404 to all."""
    sits = item.container_id is not None and audience.council(item.container_id) in principals()
    return not naming.is_leaf(item.kind) or (item.custodian_id == person.pk and sits)


@doors.item(Item, allows=_provides)
def designation_draft(request: HttpRequest, item: Item) -> HttpResponse:
    """The provider describes one material without its content; nothing is asked of anybody before the check page."""
    if not naming.is_leaf(item.kind):
        raise Http404
    live = (
        Designation.objects.filter(item_id=item.pk)
        .exclude(state__in=ENDED)
        .select_related("in_force")
        .first()
    )
    if live is not None and state_at(live, database_now()) not in ENDED:
        return redirect("designation_reword" if live.state == State.DRAFT else "designation", live.pk)

    def keep(form: WordingForm, describe: bool) -> Designation:
        made = agreements.draft(item, by=request.user, text=form.text, scoped=form.scoped)
        if describe:
            agreements.describe(made, by=request.user)
        return made

    return _compose(request, item, keep, initial={"title": item.public_title, "holder_scope": "all"})


@doors.item(Designation, allows=ACTS["reword"].allows, related=("item", "candidate", "in_force"))
def designation_reword(request: HttpRequest, designation: Designation) -> HttpResponse:
    """A draft goes on being written; anything later becomes a new version that everybody is asked about anew."""
    state = state_at(designation, database_now())
    if not ACTS["reword"].applies_to(designation, state):
        sentence = _("いまの状態（%(state)s）では、文面を改められません。") % {"state": State(state).label}
        return render(
            request,
            "confidentiality/too_late.html",
            {"problem": sentence, "designation": designation},
            status=409,
        )
    version = designation.candidate or designation.in_force

    def keep(form: WordingForm, describe: bool) -> Designation:
        agreements.reword(designation, by=request.user, text=form.text, scoped=form.scoped)
        if describe and state == State.DRAFT:
            agreements.describe(designation, by=request.user)
        return designation

    initial = WordingForm.initial_of(version, _codes(version))
    return _compose(request, designation.item, keep, initial=initial, designation=designation, was=version)


def _codes(version: DesignationVersion) -> dict[int, str]:
    rows = Principal.objects.filter(pk__in=version.scoped.values("principal_id")).values_list(
        "pk", "kind", "part"
    )
    return {number: part if kind == "capacity" else "" for number, kind, part in rows}


def _compose(
    request: HttpRequest,
    item: Item,
    keep: Callable[[WordingForm, bool], Designation],
    *,
    initial: dict,
    designation: Designation | None = None,
    was: DesignationVersion | None = None,
) -> HttpResponse:
    """Form → check page → kept. The check page carries the answers along: nothing is stored unconfirmed."""
    seats, step = agreements.seats_of(item.container_id, []), request.POST.get("step", "check")
    form = WordingForm(request.POST or None, container=item.container_id, seats=seats, initial=initial)
    is_draft = designation is None or designation.state == State.DRAFT
    context = {"form": form, "item": item, "designation": designation, "is_draft": is_draft}
    if not form.is_bound or step == "edit" or not form.is_valid():
        wrong = form.is_bound and step != "edit"
        return render(request, "confidentiality/designation_form.html", context, status=422 if wrong else 200)
    context |= _checked(request, item, form, was)
    if step == "check" or (step == "keep" and not request.POST.get("confirmed")):
        context["unconfirmed"] = step == "keep"
        return render(
            request, "confidentiality/designation_check.html", context, status=422 if step == "keep" else 200
        )
    try:
        made = keep(form, step == "keep")
    except WrongState as wrong:
        return render(
            request, "confidentiality/designation_check.html", {**context, "problem": str(wrong)}, status=409
        )
    messages.success(
        request,
        _("下書きを保存しました。まだ、あなただけに表示しています。")
        if step == "save"
        else _("概要を登録しました。構成員に表示しています。")
        if is_draft
        else _("新しい文面を登録しました。同意は最初から求め直します。"),
    )
    return redirect("designation", made.pk)


def _checked(
    request: HttpRequest, item: Item, form: WordingForm, was: DesignationVersion | None
) -> dict[str, Any]:
    """What the proposer sees before anybody is asked: who, how many, which words may reveal, what is narrower."""
    now, text = database_now(), form.text
    version = DesignationVersion(**text)
    more, fewer, seats = explaining.what_if(item, form.scoped)
    holders = [s.name for s in seats if s.scoped]
    known = " ".join([item.public_title, text["title"]]) if was else item.public_title
    return {
        "rows": text_rows(version, sorted(naming.principal_names(form.scoped).values())),
        "sentence": agreement_sentence(version),
        "holders": holders,
        "asked": [s for s in seats if s.is_asked],
        "more": more,
        "fewer": fewer,
        "revealing": revealing_words(
            text["title"],
            naming.contents_of(item),
            known if was and was.title == text["title"] else item.public_title,
        ),
        "narrower": narrower_ways(text, now=now, holders=len(holders)),
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "step", "confirmed")
        ],
    }
