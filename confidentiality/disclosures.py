"""The acts of a planned publication: register, put to the councils, object, agree or refuse, publish; open by default.

The database decides (sql/0008_disclosure.sql): what is open at an instant follows from the facts by the clock, and only the
last of everybody's consents closes. These acts ask, record and explain.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import end_of_day
from accounts.phrasing import in_japanese
from confidentiality import audience, files, journal, outbox
from confidentiality.acting import database_now, known
from confidentiality.disclosure_cycle import STEPS
from confidentiality.disclosure_facts import (  # noqa: F401  what is read beside the acts
    closing_hash,
    due,
    is_author,
    live_closing,
    manuscript_hash,
    may_end_closing,
    open_request,
    parts_of,
    sits,
    standing_of,
    state_of,
    touchable,
    unanswered,
    waits_for_look,
    with_state,
)
from confidentiality.guards import TITLE
from confidentiality.models import (
    BaseAudience,
    ClosingRequest,
    Disclosure,
    DisclosureAnswer,
    DisclosureCouncil,
    DisclosurePart,
    DisclosureTouch,
    DisclosureVoter,
    Item,
    PublishedPart,
    StoredFile,
)
from confidentiality.verbs import Refused, WrongState, lock

State = Disclosure.State
Decision = DisclosureAnswer.Decision
LONGEST = timedelta(days=366)  # as app.longest_closing(): extended only by everybody again
WORDS = ("form", "title", "venue", "planned_on", "abstract", "is_basic_research")
TITLE_OF_ALL, TITLE_OF_PART = gettext_lazy("公開の確認"), gettext_lazy("公開の確認の原稿 部分%(n)s")


@dataclass(frozen=True)
class Kind:
    """What an app says of the things it lets be published: which councils accompany one, and what follows."""

    councils: Callable[[UUID], Iterable[UUID]]
    published: Callable[[UUID, Any], None]


_kinds: dict[str, Kind] = {}


def register_kind(kind: str, *, councils: Callable, published: Callable) -> None:
    """``councils`` of a thing now; ``published`` opens it to everybody, in the act's own transaction."""
    _kinds[kind] = Kind(councils, published)


def _fresh(disclosure: Disclosure) -> Disclosure:
    lock(disclosure.pk)
    known().clear()
    return Disclosure.objects.get(pk=disclosure.pk)


def _own(disclosure: Disclosure, by: Any, act: str) -> Disclosure:
    """Under the lock: the author's own, where the table lets the act begin (``disclosure_cycle``)."""
    disclosure = _fresh(disclosure)
    if not is_author(disclosure, by):
        raise Refused(act)
    if act in STEPS:
        _must_be(disclosure, *STEPS[act].starts)
    return disclosure


def _must_be(disclosure: Disclosure, *states: str) -> str:
    state = state_of(disclosure)
    if states and state not in states:
        raise WrongState(
            _("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
            % {"state": State(state).label}
        )
    return state


@transaction.atomic
def register(
    subject: Item, *, by: Any, key: UUID | None = None, councils: Iterable[UUID] = (), **words: Any
) -> Disclosure:
    """Say what is to be published, where and when; nobody is asked yet. ``key`` twice is one (R137).

    The app that owns ``subject`` judges whether this person may. Raises WrongState when there is one already.
    """
    if key is not None and (found := Disclosure.objects.filter(pk=key).first()):
        return found
    lock(subject.pk)
    if Disclosure.objects.filter(subject_id=subject.pk).exists() or _stands_for(subject.pk):
        raise WrongState(_("公開の確認は、すでに登録されています。"))
    made = Disclosure.objects.create(
        subject_id=subject.pk,
        container_id=subject.pk,
        custodian=by,
        public_title=in_japanese(TITLE_OF_ALL),
        **words,
        **({"id": key} if key else {}),
    )
    _ask(made, councils)
    journal.record("register_disclosure", made)
    return made


def _ask(disclosure: Disclosure, councils: Iterable[UUID] = ()) -> None:
    """The councils as the app of the thing names them now; for a kind no app speaks for, those given."""
    item = Item.objects.get(pk=disclosure.subject_id)
    if item.kind in _kinds:
        councils = _kinds[item.kind].councils(item.pk)
        disclosure.councils.all().delete()
    for council in dict.fromkeys(councils):
        DisclosureCouncil.objects.create(item=disclosure, council_id=council)


def _stands_for(subject: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from app.disclosures_of(%s)", [[subject]])
        return cursor.fetchone() is not None


@transaction.atomic
def edit(disclosure: Disclosure, *, by: Any, **words: Any) -> Disclosure:
    """The author's words, before anybody is asked."""
    disclosure = _own(disclosure, by, "edit_disclosure")
    for name in WORDS:
        if name in words:
            setattr(disclosure, name, words[name])
    disclosure.save()
    journal.record("edit_disclosure", disclosure)
    return disclosure


@transaction.atomic
def add_part(
    disclosure: Disclosure, *, by: Any, place: str, text: str = "", file: files.Checked | None = None
) -> DisclosurePart:
    """A part of the manuscript, the author's alone until it is put to the councils."""
    disclosure = _own(disclosure, by, "add_part")
    if not text.strip() and file is None:
        raise WrongState(_("ファイルを選ぶか、本文を入力してください。"))
    number = (disclosure.manuscript.aggregate(n=Max("number"))["n"] or 0) + 1
    part = DisclosurePart.objects.create(
        disclosure=disclosure,
        container_id=disclosure.pk,
        custodian=by,
        public_title=in_japanese(TITLE_OF_PART, n=number),
        number=number,
        place=place,
        text=text,
    )
    if file is not None:
        part.file = files.keep(file, part, by)
        part.save()
    journal.record("add_part", disclosure, part=str(part.pk))
    return part


@transaction.atomic
def remove_part(part: DisclosurePart, *, by: Any) -> None:
    """Take a part out again before anybody has been asked; its bare item remains for the journal."""
    disclosure = _own(part.disclosure, by, "remove_part")
    disclosure.touches.filter(part=part).delete()
    DisclosurePart.objects.filter(pk=part.pk)._raw_delete("default")
    journal.record("remove_part", disclosure, part=str(part.pk))


@transaction.atomic
def answer_touch(
    disclosure: Disclosure, *, by: Any, touched: Item, answer: str, parts: Iterable[UUID] = ()
) -> None:
    """Say of one protected item whether the manuscript touches it; before opening it may be said anew.

    Afterwards only something new can be added: an agreement nobody had been told of, or a part that repeats it after all.
    """
    disclosure = _own(disclosure, by, "answer_touch")
    if not touchable(by).filter(item_id=touched.pk).exists():
        raise WrongState(_("この守秘の指定は、いまは有効ではありません。画面を開き直してください。"))
    chosen = set(parts) if answer == DisclosureTouch.Answer.REPRODUCES else {None}
    if not chosen:
        raise WrongState(_("内容を再現している部分を選んでください。"))
    state = state_of(disclosure)
    if state == State.PUBLISHED:
        raise WrongState(_("すでに公開されています。"))
    said = disclosure.touches.filter(touched=touched)
    if state == State.REGISTERED:
        said.delete()
    elif answer != DisclosureTouch.Answer.REPRODUCES and said.exists():
        raise WrongState(_("確認に出した後は、この回答を緩めることはできません。"))
    for part in chosen:
        DisclosureTouch.objects.get_or_create(
            item=disclosure, touched_id=touched.pk, part_id=part, defaults={"answer": answer}
        )
    if state != State.REGISTERED and answer == DisclosureTouch.Answer.REPRODUCES:
        _keep_to_author(disclosure, chosen)
    journal.record("answer_touch", disclosure, answer=answer)


def _keep_to_author(disclosure: Disclosure, parts: Iterable[Any]) -> None:
    """What repeats protected content after all goes back to its author; its title stays known."""
    for part in DisclosurePart.objects.filter(pk__in=[p for p in parts if p]):
        councils = [audience.council(c) for c in disclosure.councils.values_list("council_id", flat=True)]
        audience.close_to(part, *councils)
        audience.open_to(part, *councils, depth=TITLE)


@transaction.atomic
def open_screening(disclosure: Disclosure, *, by: Any, days: int | None = None) -> Disclosure:
    """Put the manuscript to the councils until a day; silence until then means it may be published (R112).

    ``days``: 1 to ``settings.DISCLOSURE_DAYS``, which is the default.
    """
    disclosure = _own(disclosure, by, "open_screening")
    days = settings.DISCLOSURE_DAYS if days is None else days
    if not 1 <= days <= settings.DISCLOSURE_DAYS:
        raise WrongState(
            _("確認の期間は、1日から%(n)s日までにしてください。") % {"n": settings.DISCLOSURE_DAYS}
        )
    _ask(disclosure)
    parts = list(disclosure.manuscript.all())
    councils = [audience.council(c) for c in disclosure.councils.values_list("council_id", flat=True)]
    if not parts:
        raise WrongState(_("原稿を1つ以上登録してください。"))
    if not councils:
        raise WrongState(_("確認を求める協議会がありません。"))
    if left := unanswered(disclosure, by):
        raise WrongState(_("有効な守秘の指定%(n)s件との関係に、まだ答えていません。") % {"n": len(left)})
    repeats = set(disclosure.touches.filter(part__isnull=False).values_list("part_id", flat=True))
    for item in (disclosure, *parts):
        BaseAudience.objects.filter(item_id=item.pk, valid_until=None).update(valid_until=database_now())
        audience.open_to(item, *councils, **({"depth": TITLE} if item.pk in repeats else {}))
    disclosure.opened_at, disclosure.decide_by = database_now(), database_now() + timedelta(days=days)
    disclosure.save()
    journal.record("open_screening", disclosure, hash=manuscript_hash(disclosure), days=days)
    outbox.enqueue("disclosure.opened", disclosure)
    return Disclosure.objects.get(pk=disclosure.pk)


@transaction.atomic
def take_back(disclosure: Disclosure, *, by: Any) -> None:
    """The author changes the plan or the text: the councils see it no more, and it is put to them anew."""
    disclosure = _own(disclosure, by, "take_back")
    if disclosure.closing_requests.filter(valid_from__isnull=False).exists():
        raise WrongState(_("非公開の合意があった計画は、手直しのために戻せません。"))
    disclosure.opened_at = disclosure.decide_by = disclosure.cleared_at = None
    disclosure.save()
    for item in (disclosure, *disclosure.manuscript.all()):
        BaseAudience.objects.filter(item_id=item.pk, valid_until=None).update(valid_until=database_now())
    journal.record("take_back", disclosure)


@transaction.atomic
def no_objection(disclosure: Disclosure, *, by: Any, shown: str) -> None:
    """One member's word that nothing stands against it; when all have said so, it may be published at once."""
    disclosure = _fresh(disclosure)
    if not waits_for_look(disclosure, by):
        raise Refused("no_objection")
    _must_be(disclosure, *STEPS["no_objection"].starts)
    if manuscript_hash(disclosure) != shown:
        raise WrongState(_("表示していた原稿が更新されました。画面を開き直してください。"))
    DisclosureAnswer.objects.create(
        item=disclosure, person=by, decision=Decision.NO_OBJECTION, text_hash=shown
    )
    journal.record("no_objection", disclosure, hash=shown)


@transaction.atomic
def object_to(
    disclosure: Disclosure,
    *,
    by: Any,
    ground: str,
    reason: str,
    alternatives: str,
    review_by: str,
    parts: Iterable[UUID],
    ends_on: date | datetime,
) -> ClosingRequest:
    """Ask everybody to keep a part closed until a day; it holds only once all have agreed, before the deadline (R114).

    While a closing holds this asks for its extension. The one who asks agrees by asking.
    """
    disclosure = _fresh(disclosure)
    if not sits(disclosure):
        raise Refused("object_to")
    live = live_closing(disclosure)
    _must_be(disclosure, *STEPS["ask_longer" if live else "object_to"].starts)
    now, ends_at = database_now(), ends_on if isinstance(ends_on, datetime) else end_of_day(ends_on)
    if disclosure.closing_requests.filter(state=ClosingRequest.State.OPEN).exists():
        raise WrongState(_("手続中の要請がすでにあります。"))
    if ends_at <= now or ends_at > now + LONGEST:
        raise WrongState(_("終了日は、今日より後で、1年以内の日にしてください。"))
    if live is not None and ends_at <= live.valid_until:
        raise WrongState(_("延長の終了日は、いまの終了日より後にしてください。"))
    chosen = list(dict.fromkeys(parts))
    allowed = {
        row.pk for row in parts_of(disclosure) if not row.is_out and (live is None or row.pk in live.parts)
    }
    if not chosen or not set(chosen) <= allowed:
        raise WrongState(_("対象の部分を選び直してください。"))
    made = ClosingRequest.objects.create(
        item=disclosure,
        requester=by,
        ground=ground,
        reason=reason,
        alternatives=alternatives,
        review_by=review_by,
        parts=chosen,
        ends_at=ends_at,
        decide_by=live.valid_until if live else disclosure.decide_by,
    )
    journal.record("object_to", disclosure, request=str(made.pk), extension=live is not None)
    DisclosureAnswer.objects.create(
        item=disclosure, request=made, person=by, decision=Decision.AGREE, text_hash=closing_hash(made)
    )
    outbox.enqueue("disclosure.exception", disclosure)
    return ClosingRequest.objects.get(pk=made.pk)


@transaction.atomic
def answer(
    request: ClosingRequest, *, by: Any, decision: str, shown: str, comment: str = ""
) -> ClosingRequest:
    """One person's answer to exactly these words; one refusal opens, the last agreement closes, in this transaction."""
    disclosure = _fresh(request.item)
    request = ClosingRequest.objects.get(pk=request.pk)
    if not DisclosureVoter.objects.filter(request=request, person=by, dropped_at=None).exists():
        raise Refused("answer_closing")
    if request.state != ClosingRequest.State.OPEN or request.decide_by <= database_now():
        raise WrongState(_("この要請への回答は、もう締め切られました。"))
    if closing_hash(request) != shown:
        raise WrongState(
            _("表示していた文面が更新されました。新しい文面を読んでから、もう一度回答してください。")
        )
    journal.record("answer_closing", disclosure, request=str(request.pk), decision=decision, hash=shown)
    DisclosureAnswer.objects.create(
        item=disclosure, request=request, person=by, decision=decision, text_hash=shown, comment=comment
    )
    return ClosingRequest.objects.get(pk=request.pk)


@transaction.atomic
def end_closing(request: ClosingRequest, *, by: Any) -> None:
    """The requester takes an open request back, or lifts the closing before its end; the chair, once they have left."""
    disclosure = _fresh(request.item)
    if not may_end_closing(request):
        raise Refused("end_closing")
    with connection.cursor() as cursor:
        cursor.execute("select app.end_closing(%s)", [request.pk])
        done = cursor.fetchone()[0]
    if not done:
        raise WrongState(_("この要請は、すでに終わっています。"))
    journal.record("end_closing", disclosure, request=str(request.pk), now=done)


@transaction.atomic
def record_export_control(disclosure: Disclosure, *, by: Any, result: str) -> None:
    """What the check of export control said: recorded and shown, decided elsewhere (R179)."""
    disclosure = _own(disclosure, by, "record_export_control")
    disclosure.export_control_result = result
    disclosure.save()
    journal.record("record_export_control", disclosure, result=result)


def orphaned(subject: UUID) -> bool:
    """Its publication is planned, and whoever planned it works with it no more; False for who does not either."""
    with connection.cursor() as cursor:
        cursor.execute("select app.orphaned_disclosure(%s)", [subject])
        return cursor.fetchone()[0] is not None


@transaction.atomic
def take_over(subject: Item, *, by: Any, reason: str, **words: Any) -> Disclosure:
    """Somebody else who works with the thing goes on where its author left, and says why.

    What was not put to the councils yet was the author's own: the successor gives the ``words`` of the plan anew and the
    manuscript after. Raises WrongState while the author is there.
    """
    lock(subject.pk)
    if not reason.strip():
        raise WrongState(_("引き継ぐ理由を記入してください。"))
    if not orphaned(subject.pk):
        raise WrongState(_("登録した方が、いまもこの成果を担当しています。引き継げません。"))
    plan = {name: words.get(name, "") for name in WORDS}
    plan["planned_on"] = plan["planned_on"].isoformat() if plan["planned_on"] else None
    plan["is_basic_research"] = bool(plan["is_basic_research"])
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.take_over_disclosure(%s, %s, %s::jsonb)", [subject.pk, reason, json.dumps(plan)]
        )
        made = cursor.fetchone()[0]
    found = Disclosure.objects.get(pk=made)
    journal.record("take_over_disclosure", found, reason_length=len(reason))
    return found


@transaction.atomic
def publish(disclosure: Disclosure, *, by: Any) -> list[PublishedPart]:
    """Send out every part that is open now, word for word as it was screened; what is not stays masked.

    The app that owns the subject opens it to everybody. Raises WrongState when nothing may go out now.
    """
    disclosure = _own(disclosure, by, "publish")
    if left := unanswered(disclosure, by):
        raise WrongState(_("有効な守秘の指定%(n)s件との関係に、まだ答えていません。") % {"n": len(left)})
    with connection.cursor() as cursor:  # parts an earlier author wrote
        cursor.execute("select app.adopt_open_parts(%s)", [disclosure.pk])
    standing = {row.pk: row for row in parts_of(disclosure)}
    ready = [row for row in standing.values() if row.may_go_out]
    if not ready:
        raise WrongState(_("いま公開できる部分はありません。"))
    subject, sent = Item.objects.get(pk=disclosure.subject_id), []
    for row in ready:
        part = row.part
        copy = _copied(part.file, subject, by) if part.file_id else None
        sent.append(
            PublishedPart.objects.create(
                item=subject,
                part=part,
                number=part.number,
                place=part.place,
                text=part.text,
                file=copy,
                published_by=by,
            )
        )
    if subject.kind in _kinds:
        _kinds[subject.kind].published(subject.pk, by)
    journal.record(
        "publish", disclosure, parts=len(sent), left=sum(not r.is_out for r in standing.values()) - len(sent)
    )
    return sent


def _copied(file: StoredFile, subject: Item, by: Any) -> StoredFile:
    return files.keep(files.Checked(file.name, file.content_type, files.read(file)), subject, by)


@transaction.atomic
def settle(disclosure: Disclosure) -> str:
    """Write what the clock has done to this disclosure; returns the state it now has when that is new. Twice is once."""
    disclosure = _fresh(disclosure)
    state = state_of(disclosure)
    if state == disclosure.state:
        return ""
    Disclosure.objects.filter(pk=disclosure.pk).update(state=state)
    journal.record("settle_disclosure", disclosure, was=disclosure.state, now=state)
    if state == State.CLEARED_OPEN:
        outbox.enqueue("disclosure.cleared", disclosure)
    return state
