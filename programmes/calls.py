"""Words a call while it is a draft and adds to it once it is public: acts that make rows; refuses to change what is published."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.verbs import Refused, WrongState, lock
from programmes.funding import _hand_over, _offices, require_kept
from programmes.models import (
    Call,
    CallAddendum,
    CallAnswer,
    CallCriterion,
    CallFile,
    CallQuestion,
    CallSection,
    NoticeDistribution,
    RDConcept,
)
from programmes.standing import AGENCY, LEAD, MANAGER, MINISTRY, leads_or_runs, role, team

PUBLIC = (Call.State.SCHEDULED, Call.State.SELECTED, Call.State.CANCELLED)


@transaction.atomic
def start_call(concept: RDConcept, *, by: Person, key: UUID | None = None, **fields: Any) -> Call:
    """A call in draft under a concept (R34); the same ``key`` twice is one call. Raises WrongState for a used number."""
    if not leads_or_runs(concept, by):
        raise Refused("start_call")
    if key is not None and (found := Call.objects.filter(pk=key).first()):
        return found
    require_kept(concept)
    if concept.state == RDConcept.State.CLOSED:
        raise WrongState(_("終了した構想からは、公募を始められません。"))
    try:
        with transaction.atomic():
            call = Call.objects.create(
                concept=concept,
                fund_id=concept.fund_id,
                agency_id=concept.agency_id,
                container_id=concept.pk,
                custodian=by,
                **fields,
                **({"id": key} if key else {}),
            )
    except IntegrityError as taken:
        raise WrongState(_("この公募番号は、すでに使われています。")) from taken
    file = CallFile.objects.create(
        call=call, container=call, custodian=by, public_title=in_japanese("公募の記録")
    )
    audience.open_to(call, team(call.pk), team(concept.pk), team(concept.fund_id), *_offices())
    # Who judges proposals works under the call, too; who asked what is not theirs to know.
    audience.open_to(
        file,
        *(
            role(place, part)
            for place in (call.pk, concept.pk, concept.fund_id)
            for part in (LEAD, MINISTRY, AGENCY, MANAGER)
        ),
        *_offices(),
    )
    _hand_over(call, file)
    journal.record("start_call", call)
    return call


def _draft(call: Call, by: Person, act: str) -> Call:
    if not leads_or_runs(call, by):
        raise Refused(act)
    lock(call.pk)
    fresh = Call.objects.get(pk=call.pk)
    if fresh.state != Call.State.DRAFT:
        raise WrongState(_("公募が作成中のときだけ変更できます。"))
    return fresh


@transaction.atomic
def edit_call(call: Call, *, by: Person, shown: str, **words: Any) -> Call:
    """Its words, times and terms, while they are as they were ``shown`` (text_hash)."""
    fresh = _draft(call, by, "edit_call")
    if fresh.text_hash != shown:
        raise WrongState(
            _("表示した後に、ほかの方が本文を保存しました。新しい本文を確かめてから、直してください。")
        )
    for name, value in words.items():
        setattr(fresh, name, value)
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as taken:
        raise WrongState(_("この公募番号は、すでに使われています。")) from taken
    journal.record("edit_call", fresh, fields=sorted(words))
    return fresh


@transaction.atomic
def save_section(call: Call, *, by: Person, section: CallSection | None = None, **fields: Any) -> CallSection:
    """A part of the application form, added at the end or corrected; raises WrongState for a key used twice."""
    fresh = _draft(call, by, "save_section")
    return _save_part(fresh, CallSection, section, fields, _("この符号は、ほかの項目で使われています。"))


@transaction.atomic
def save_criterion(
    call: Call, *, by: Person, criterion: CallCriterion | None = None, **fields: Any
) -> CallCriterion:
    """A thing proposals are judged by, added at the end or corrected."""
    fresh = _draft(call, by, "save_criterion")
    return _save_part(fresh, CallCriterion, criterion, fields, "")


def _save_part(call: Call, model: Any, part: Any, fields: dict[str, Any], taken: Any) -> Any:
    rows = model.objects.filter(item=call)
    if part is None:
        made = model(item=call, order=(rows.aggregate(n=Max("order"))["n"] or 0) + 1)
    else:
        made = rows.filter(pk=part.pk).first()
        if made is None:
            raise WrongState(_("この項目は、ほかの方が削除しました。"))
    for name, value in fields.items():
        setattr(made, name, value)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as twice:
        raise WrongState(taken) from twice
    journal.record(f"save_{model._meta.model_name}", made, item=call.pk)
    return made


@transaction.atomic
def drop_part(part: CallSection | CallCriterion, *, by: Person) -> None:
    """Take it off a draft; gone already is gone."""
    fresh = _draft(part.item, by, "drop_call_part")
    if type(part).objects.filter(pk=part.pk, item=fresh).delete()[0]:
        journal.record("drop_call_part", fresh, part=part._meta.model_name)


@transaction.atomic
def move_part(part: CallSection | CallCriterion, *, by: Person, step: int) -> None:
    """Change places with the neighbour before (-1) or after (1); at the edge nothing happens."""
    fresh = _draft(part.item, by, "move_call_part")
    rows = list(type(part).objects.filter(item=fresh).order_by("order"))
    here = next((n for n, row in enumerate(rows) if row.pk == part.pk), None)
    if here is None or not 0 <= here + step < len(rows):
        return
    one, other = rows[here], rows[here + step]
    one.order, other.order = other.order, one.order
    type(part).objects.bulk_update([one, other], ["order"])
    journal.record("move_call_part", fresh, part=part._meta.model_name, step=step)


def _published(call: Call, by: Person, act: str) -> Call:
    if not leads_or_runs(call, by):
        raise Refused(act)
    lock(call.pk)
    fresh = Call.objects.get(pk=call.pk)
    if fresh.state not in PUBLIC:
        raise WrongState(_("公募を決定した後に加えられます。作成中は、本文を直してください。"))
    return fresh


@transaction.atomic
def add_addendum(
    call: Call, *, by: Person, kind: str, title: str, text: str, key: UUID | None = None
) -> CallAddendum:
    """A dated correction or notice, public at once; the published text stays as it is. The same ``key`` twice is one."""
    fresh = _published(call, by, "add_addendum")
    if key is not None and (found := CallAddendum.objects.filter(pk=key).first()):
        return found
    last = CallAddendum.objects.filter(item=fresh).aggregate(n=Max("number"))["n"] or 0
    made = CallAddendum.objects.create(
        item=fresh,
        number=last + 1,
        kind=kind,
        title=title,
        text=text,
        published_by=by,
        **({"id": key} if key else {}),
    )
    outbox.enqueue("call.corrected", fresh)
    outbox.enqueue("call.changed", fresh)
    journal.record("add_addendum", made, item=fresh.pk, number=made.number)
    return made


@transaction.atomic
def register_question(
    call: Call, *, by: Person, received_on: date, text: str, sender: str = "", key: UUID | None = None
) -> CallQuestion:
    """A question as it came in by mail or telephone; numbered in the order of registration."""
    fresh = _published(call, by, "register_question")
    if key is not None and (found := CallQuestion.objects.filter(pk=key).first()):
        return found
    last = CallQuestion.objects.filter(call=fresh).aggregate(n=Max("number"))["n"] or 0
    made = CallQuestion.objects.create(
        item=fresh.file,
        call=fresh,
        number=last + 1,
        received_on=received_on,
        sender=sender,
        text=text,
        registered_by=by,
        **({"id": key} if key else {}),
    )
    journal.record("register_question", made, item=made.item_id, number=made.number)
    return made


@transaction.atomic
def publish_answer(
    call: Call, *, by: Person, questions: Any, question: str, answer: str, key: UUID | None = None
) -> CallAnswer:
    """One answer, for everybody, to the questions that ask the same; without the words or names of who asked."""
    fresh = _published(call, by, "publish_answer")
    if key is not None and (found := CallAnswer.objects.filter(pk=key).first()):
        return found
    chosen = list(CallQuestion.objects.filter(call=fresh, pk__in=[q.pk for q in questions]))
    if any(q.answer_id for q in chosen):
        raise WrongState(_("すでに回答した質問が含まれています。画面を開き直してください。"))
    last = CallAnswer.objects.filter(item=fresh).aggregate(n=Max("number"))["n"] or 0
    made = CallAnswer.objects.create(
        item=fresh,
        number=last + 1,
        question=question,
        answer=answer,
        published_by=by,
        **({"id": key} if key else {}),
    )
    CallQuestion.objects.filter(pk__in=[q.pk for q in chosen]).update(answer=made)
    outbox.enqueue("call.answered", fresh)
    outbox.enqueue("call.changed", fresh)
    journal.record("publish_answer", made, item=fresh.pk, number=made.number, questions=len(chosen))
    return made


@transaction.atomic
def record_distribution(
    call: Call, *, by: Person, row: NoticeDistribution | None = None, **fields: Any
) -> NoticeDistribution:
    """Through whom the notice went out, how many it reached as reported, what is still to be done (R54)."""
    fresh = _published(call, by, "record_distribution")
    made = row or NoticeDistribution(item=fresh.file, call=fresh)
    for name, value in fields.items():
        setattr(made, name, value)
    made.recorded_by = by
    made.save()
    journal.record("record_distribution", made, item=made.item_id, reach=made.reach)
    return made


def follow_ups() -> QuerySet[NoticeDistribution]:
    """What is still to be done after notices went out, by day; of the calls whose record the reader keeps."""
    rows = NoticeDistribution.objects.filter(followed_up_on=None).exclude(follow_up="")
    return rows.select_related("call").order_by("follow_up_due", "sent_on", "pk")


__all__ = [
    "add_addendum",
    "drop_part",
    "edit_call",
    "follow_ups",
    "move_part",
    "publish_answer",
    "record_distribution",
    "register_question",
    "save_criterion",
    "save_section",
    "start_call",
]
