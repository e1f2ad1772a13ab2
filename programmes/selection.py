"""Acts of selection (R38): ranking, decision, security check, letters, release, award; tells nobody anything before its time."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.japanese import in_tokyo
from accounts.models import Organisation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now
from confidentiality.models import BaseAudience
from confidentiality.verbs import Refused, WrongState, lock
from programmes import funding, review_papers, reviews
from programmes.models import (
    Award,
    CallResult,
    CallReview,
    Proposal,
    ProposalDossier,
    RankingLine,
    RDConcept,
    ResultLetter,
    ResultLine,
    SecurityCheck,
    SelectionDecision,
)
from programmes.models.dossier import runs
from programmes.models.selection import runs_review
from programmes.proposals import hand_over
from programmes.standing import AGENCY, CO_APPLICANT, INSTITUTION, MINISTRY, REPRESENTATIVE, role

NOTICE, RESULT, CHECK = (
    gettext_lazy("審査結果のお知らせ %(number)s"),
    gettext_lazy("選考結果 %(code)s"),
    gettext_lazy("安全管理の確認 %(number)s"),
)
NOT_WHO_RANKED = gettext_lazy("選考は、順位を提案した方とは別の方が行います。")
NOT_WHO_SELECTED = gettext_lazy("安全管理の確認は、採択候補とした方とは別の方が行います。")
NOT_WHO_AWARDS = gettext_lazy("採択は、採択候補とした方とは別の方が行います。")
State = ProposalDossier.State


def require_another(first: UUID | None, by: Person) -> None:
    if first == by.pk:
        raise WrongState(_("案を出した方とは別の方が行います。"))


def is_for_another(review: CallReview, person: Person) -> bool:
    """Whether what stands to be judged now was put forward by this person."""
    first = {
        CallReview.State.PROPOSED: review.proposed_by_id,
        CallReview.State.PLANNED: review.planned_by_id,
    }
    return first.get(review.state) == person.pk


def left_to_another(dossier: ProposalDossier, person: Person) -> tuple[frozenset[str], str]:
    """The verbs this person must leave to somebody else here, and why; none where it is nobody's turn."""
    if dossier.state == State.RANKED:
        review = CallReview.objects.filter(call_id=dossier.call_id).first()
        if review is not None and review.proposed_by_id == person.pk:
            return frozenset({"select", "not_select"}), NOT_WHO_RANKED
    last = SelectionDecision.objects.filter(item_id=dossier.pk).first()
    if last is not None and last.decided_by_id == person.pk:
        if dossier.state == State.SELECTED:
            return frozenset({"pass_security", "fail_security"}), NOT_WHO_SELECTED
        if dossier.state == State.SECURITY_CHECKED:
            return frozenset({"award"}), NOT_WHO_AWARDS
    return frozenset(), ""


def _require_no_name(call_id: UUID, *texts: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select app.names_reviewer(%s, %s)", [call_id, list(texts)])
        found = cursor.fetchone()[0]
    if found:
        raise WrongState(_("審査員の氏名と同じ語があります。氏名を除いてください。"))


# Ranking ----------------------------------------------------------------------------------------------
@transaction.atomic
def save_ranking(review: CallReview, *, by: Person, lines: Mapping[UUID, tuple[int, str]]) -> None:
    """Places and reasons as far as they are written: dossier → (place, reason). No two at one place."""
    lock(review.pk)
    fresh = CallReview.objects.get(pk=review.pk)
    if not runs_review(fresh, by):
        raise Refused("save_ranking")
    if fresh.state != CallReview.State.REVIEWING:
        raise WrongState(_("順位の案は、すでに提案されています。"))
    here = {d.pk: d for d in ProposalDossier.objects.filter(call_id=fresh.call_id, pk__in=lines)}
    kept = {line.dossier_id: line for line in RankingLine.objects.filter(item=fresh)}
    places = [place for place, _reason in lines.values()]
    others = [line.place for pk, line in kept.items() if pk not in lines]
    if len({*places, *others}) != len(places) + len(others):
        raise WrongState(_("同じ順位の提案があります。順位は1つずつ付けてください。"))
    made, changed = [], []
    for pk, (place, reason) in lines.items():
        line = kept.get(pk)
        if pk in here and line is None:
            made.append(RankingLine(item=fresh, dossier=here[pk], place=place, reason=reason))
        elif pk in here and (line.place, line.reason) != (place, reason):
            line.is_by_score = line.is_by_score and line.reason == reason  # others moved, not this one
            line.place, line.reason = place, reason
            changed.append(line)
    RankingLine.objects.bulk_create(made)
    RankingLine.objects.bulk_update(changed, ["place", "reason", "is_by_score"])
    journal.record("save_ranking", fresh, n=len(made) + len(changed))


def require_ranking(review: CallReview) -> dict:
    """Within the proposal of the ranking: whole, and with enough unrelated reviews everywhere."""
    rows = reviews.overview(review.call)
    behind = [r["number"] for r in rows if r["state"] not in (State.DISCUSSING, State.INTERVIEW)]
    few = [r["number"] for r in rows if r["submitted"] < r["needed"]]
    blank = [r["number"] for r in rows if r["place"] is None]
    for found, words in (
        (behind, _("合議に進んでいない提案があります：%(names)s")),
        (few, _("利益相反のない評価が足りない提案があります：%(names)s")),
        (blank, _("順位と理由を付けていない提案があります：%(names)s")),
    ):
        if found:
            raise WrongState(words % {"names": "、".join(found[:10])})
    if max((r["place"] for r in rows), default=0) != len(rows):
        raise WrongState(_("順位に抜けがあります。1から順に、続けて付けてください。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.unfinished_reviews(%s)", [review.call_id])
        unfinished = cursor.fetchone()[0]
    if unfinished or not rows:
        raise WrongState(_("面接審査に進めた提案の、面接の記録がありません。"))
    reviews.tell("review.ranking_proposed", review)
    return {"n": len(rows)}


# Decision ---------------------------------------------------------------------------------------------
def decide(
    dossier: ProposalDossier,
    *,
    by: Person,
    is_selected: bool,
    applicant_reason: str,
    internal_reason: str,
    public_reason: str = "",
) -> dict:
    """Within the verbs: keep the decision and write its letter, which nobody but the agency knows of."""
    review = CallReview.objects.get(call_id=dossier.call_id)
    if review.state != CallReview.State.RANKED:
        raise WrongState(_("順位を確定した後、発表の日時を決める前に行います。"))
    if review.proposed_by_id == by.pk:
        raise WrongState(NOT_WHO_RANKED)
    if not applicant_reason.strip() or not internal_reason.strip():
        raise WrongState(_("提案者への講評と、内部の理由を記入してください。"))
    _require_no_name(dossier.call_id, applicant_reason, public_reason)
    SelectionDecision.objects.create(
        item_id=dossier.pk,
        is_selected=is_selected,
        public_reason=public_reason,
        applicant_reason=applicant_reason,
        internal_reason=internal_reason,
        decided_by=by,
    )
    _write_letter(dossier, review, by, is_selected, applicant_reason)
    if is_selected:
        reviews.tell("review.security", dossier)
    return {"selected": is_selected}


def _write_letter(
    dossier: ProposalDossier, review: CallReview, by: Person, is_selected: bool, feedback: str
) -> None:
    proposal = Proposal.objects.get(pk=dossier.proposal_id)
    said = {
        "is_selected": is_selected,
        "text": review_papers.TEXTS[is_selected].format(title=proposal.title, number=proposal.number),
        "feedback": feedback,
        "scores": _means(dossier) if review.shares_scores else [],
    }
    letter = ResultLetter.objects.filter(proposal_id=dossier.proposal_id).first()
    if letter is not None:
        for name, value in said.items():
            setattr(letter, name, value)
        letter.save()
        return
    made = ResultLetter.objects.create(
        proposal=proposal,
        call_id=dossier.call_id,
        dossier_id=dossier.pk,
        container_id=dossier.call_id,
        custodian=by,
        number=proposal.number,
        title=proposal.title,
        public_title=in_japanese(NOTICE, number=proposal.number),
        **said,
    )
    audience.open_to(made, *(role(p, AGENCY) for p in (dossier.call_id, dossier.concept_id, dossier.fund_id)))
    hand_over([made])


def _means(dossier: ProposalDossier) -> list[list[Any]]:
    """[criterion, mean, highest]: what the call lets its applicants know of scores."""
    found = reviews.spread(dossier)["criteria"]
    return [
        [c["title"], str(found.get(str(c["number"]), {}).get("mean", "")), c["max_score"]]
        for c in dossier.body["criteria"]
    ]


@transaction.atomic
def edit_letter(letter: ResultLetter, *, by: Person, text: str, feedback: str) -> ResultLetter:
    """Words of one letter, until the release is planned."""
    lock(letter.pk)
    dossier = ProposalDossier.objects.filter(pk=letter.dossier_id).first()
    if dossier is None or not runs(dossier, by):
        raise Refused("edit_letter")
    fresh = ResultLetter.objects.get(pk=letter.pk)
    if CallReview.objects.get(call_id=fresh.call_id).state != CallReview.State.RANKED:
        raise WrongState(_("発表の日時を決めた後は、通知を直せません。発表の案を差し戻すと直せます。"))
    _require_no_name(fresh.call_id, text, feedback)
    fresh.text, fresh.feedback = text, feedback
    fresh.save()
    journal.record("edit_letter", fresh)
    return fresh


def reconsider(dossier: ProposalDossier, *, by: Person, reason: str) -> dict:
    """Within the verb: before the release is planned; the reason is kept with the decision it undoes."""
    reviews.require_reason(reason)
    if CallReview.objects.get(call_id=dossier.call_id).state != CallReview.State.RANKED:
        raise WrongState(_("発表の日時を決めた後は、選考をやり直せません。"))
    last = SelectionDecision.objects.filter(item_id=dossier.pk).first()
    SelectionDecision.objects.filter(pk=last.pk).update(
        undone_by=by, undone_reason=reason, undone_at=database_now()
    )
    return {"reason_length": len(reason)}


def check_security(dossier: ProposalDossier, *, by: Person, passed: bool, reason: str) -> dict:
    """Within the verbs: its own item, for the agency and the ministry; a refusal rewrites the letter without a word of it."""
    reviews.require_reason(reason)
    last = SelectionDecision.objects.filter(item_id=dossier.pk).first()
    if last.decided_by_id == by.pk:
        raise WrongState(NOT_WHO_SELECTED)
    made = SecurityCheck.objects.create(
        dossier=dossier,
        container_id=dossier.call_id,
        custodian=by,
        public_title=in_japanese(CHECK, number=dossier.number),
        is_passed=passed,
        reason=reason,
        checked_by=by,
    )
    places = (dossier.call_id, dossier.concept_id, dossier.fund_id)
    audience.open_to(made, *(role(p, part) for p in places for part in (AGENCY, MINISTRY)))
    hand_over([made])
    if not passed:
        review = CallReview.objects.get(call_id=dossier.call_id)
        _write_letter(dossier, review, by, False, review_papers.ON_THE_WHOLE)
    return {"passed": passed}


# Release ----------------------------------------------------------------------------------------------
def require_releasable(review: CallReview) -> dict:
    """Within the plan: ahead in time, everything decided and checked, no name in what everybody reads."""
    if review.release_at <= database_now():
        raise WrongState(_("発表の日時は、これからの時刻にしてください。"))
    _require_no_name(review.call_id, review.public_text, review.english_text)
    rows = reviews.overview(review.call)
    done = (State.SECURITY_CHECKED, State.NOT_SELECTED)
    open_ones = [r["number"] for r in rows if r["state"] not in done]
    if open_ones:
        raise WrongState(
            _("選考か、安全管理の確認が済んでいない提案があります：%(names)s")
            % {"names": "、".join(open_ones[:10])}
        )
    reviews.tell("review.release_planned", review)
    return {"n": len(rows), "at": review.release_at.isoformat()}


def set_release(review: CallReview, *, by: Person) -> dict:
    """Within the approval: applicants answer to their letters, and everybody to the result, from the set instant on."""
    at = review.release_at
    if at <= database_now():
        raise WrongState(_("決めた日時を過ぎています。差し戻して、日時を決め直してください。"))
    letters = list(ResultLetter.objects.filter(call_id=review.call_id))
    BaseAudience.objects.bulk_create(
        BaseAudience(item_id=one.pk, principal_id=who, valid_from=at)
        for one in letters
        for who in (
            *(role(one.proposal_id, part) for part in (REPRESENTATIVE, CO_APPLICANT, INSTITUTION)),
            audience.office("records_officer"),
        )
    )
    ResultLetter.objects.filter(call_id=review.call_id).update(release_at=at)
    result = _publish(review, letters, by)
    return {"n": len(letters), "at": at.isoformat(), "result": str(result.pk)}


def _publish(review: CallReview, letters: Iterable[ResultLetter], by: Person) -> CallResult:
    """The page for everybody, which begins with the same instant."""
    selected = [one for one in letters if one.is_selected]
    made = CallResult.objects.create(
        call_id=review.call_id,
        container_id=review.call_id,
        custodian=by,
        public_title=in_japanese(RESULT, code=review.call.code),
        proposals=len(list(letters)),
        selected=len(selected),
        text=review.public_text,
        english_text=review.english_text,
        release_at=review.release_at,
    )
    proposals = Proposal.objects.select_related("organisation").in_bulk([one.proposal_id for one in selected])
    reasons: dict[UUID, str] = {}
    for d in SelectionDecision.objects.filter(item_id__in=[one.dossier_id for one in selected]):
        reasons.setdefault(d.item_id, d.public_reason)
    order = {line.dossier_id: line.place for line in RankingLine.objects.filter(item_id=review.pk)}
    # Published by number: the order of places is the agency's own.
    for n, one in enumerate(sorted(selected, key=lambda x: (x.number, order.get(x.dossier_id, 0))), 1):
        said = proposals[one.proposal_id]
        ResultLine.objects.create(
            item=made,
            proposal_id=said.pk,
            order=n,
            title=said.title,
            english_title=said.english_title,
            organisation=said.home,
            reason=reasons.get(one.dossier_id, ""),
        )
    BaseAudience.objects.bulk_create(
        [
            BaseAudience(item_id=made.pk, principal_id=audience.EVERYBODY, valid_from=review.release_at),
            *(
                BaseAudience(item_id=made.pk, principal_id=role(p, AGENCY), valid_from=database_now())
                for p in (review.call_id, review.concept_id, review.fund_id)
            ),
        ]
    )
    hand_over([made])
    return made


def call_off(review: CallReview) -> None:
    """Within the stop: what was to begin at the set instant never begins."""
    if review.release_at <= database_now():
        raise WrongState(_("すでに発表されています。"))
    items = [
        *ResultLetter.objects.filter(call_id=review.call_id).values_list("pk", flat=True),
        *CallResult.objects.filter(call_id=review.call_id).values_list("pk", flat=True),
    ]
    BaseAudience.objects.filter(
        item_id__in=items, valid_from=review.release_at, valid_until__isnull=True
    ).update(valid_until=F("valid_from"))


def announce(review: CallReview) -> bool:
    """As the system, once the instant has come: proposals and call follow, letters go out. Sight never waits for it."""
    with transaction.atomic():
        done = CallReview.objects.filter(
            pk=review.pk, state=CallReview.State.SET, release_at__lte=database_now()
        ).update(state=CallReview.State.ANNOUNCED)
        if not done:
            return False
        for letter in ResultLetter.objects.filter(call_id=review.call_id).order_by("pk"):
            outbox.enqueue("result.released", letter)
        journal.record("announce_results", review)
    return True


def letter_for(proposal: Proposal) -> ResultLetter | None:
    """What the proposal's people may read of its result now; the database's clock says whether there is anything."""
    return ResultLetter.objects.filter(proposal_id=proposal.pk, release_at__lte=database_now()).first()


def letters_for(proposals: Iterable[Proposal]) -> dict[UUID, ResultLetter]:
    """The same for many: {proposal: letter}. One query."""
    found = ResultLetter.objects.filter(
        proposal_id__in=[p.pk for p in proposals], release_at__lte=database_now()
    )
    return {one.proposal_id: one for one in found}


def seen_state(proposal: Proposal, letter: ResultLetter | None) -> str:
    """The word for its people: the result from its instant on, whatever any job has done or not."""
    if letter is None or proposal.state in (Proposal.State.AWARDED, Proposal.State.DECLINED):
        return str(proposal.get_state_display())
    return str((Proposal.State.SELECTED if letter.is_selected else Proposal.State.NOT_SELECTED).label)


# Award ------------------------------------------------------------------------------------------------
def make_project(
    dossier: ProposalDossier,
    *,
    by: Person,
    code: str,
    amount: int,
    representative: Person | None = None,
    organisation: Organisation | None = None,
) -> dict:
    """Within the verb: the project in preparation, with the sum and the text it was awarded on. Yen."""
    if not ResultLetter.objects.filter(
        proposal_id=dossier.proposal_id, release_at__lte=database_now()
    ).exists():
        raise WrongState(_("採択は、結果を発表した後に行います。"))
    last = SelectionDecision.objects.filter(item_id=dossier.pk).first()
    if last.decided_by_id == by.pk:
        raise WrongState(NOT_WHO_AWARDS)
    proposal = Proposal.objects.select_related("representative", "organisation").get(pk=dossier.proposal_id)
    if proposal.amount and amount > proposal.amount:
        raise WrongState(_("採択額は、申請額（%(most)s円）までです。") % {"most": f"{proposal.amount:,}"})
    head, home = proposal.representative or representative, proposal.organisation or organisation
    if head is None or home is None:
        raise WrongState(_("取り込んだ提案です。研究代表者と研究開発機関を選んでください。"))
    concept = RDConcept.objects.get(pk=dossier.concept_id)
    project = funding.register_project(
        concept,
        by=by,
        representative=head,
        code=code,
        title=proposal.title,
        english_title=proposal.english_title,
        organisation=home,
        is_high_risk=concept.is_high_risk,
        risk_reason=concept.risk_reason,
    )
    Award.objects.create(item=project, proposal=proposal, amount=amount, awarded_by=by)
    outbox.enqueue("proposal.awarded", proposal)
    return {"project": str(project.pk), "amount": amount, "on": f"{in_tokyo(database_now()):%Y-%m-%d}"}


def letters_of(dossiers: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """[(dossier, its letter)] of these dossiers; one query."""
    return list(ResultLetter.objects.filter(dossier_id__in=list(dossiers)).values_list("dossier_id", "pk"))


def loads(call: Any) -> dict[UUID, int]:
    """{person: live seats in this call}; one query, for who runs the review."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.review_loads(%s)", [call.pk])
        return dict(cursor.fetchall())
