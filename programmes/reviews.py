"""Acts of the review of proposals (R37): open it, copy what reviewers may read, assign, review, discuss; selects nobody."""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Organisation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, files, journal, outbox
from confidentiality.guards import TITLE
from confidentiality.verbs import Refused, WrongState, lock, perform
from programmes import conflicts
from programmes.models import (
    Call,
    CallReview,
    ConsensusNote,
    DossierPaper,
    InterviewRecord,
    Proposal,
    ProposalDossier,
    ProposalVersion,
    Review,
    ReviewerCandidate,
)
from programmes.models.dossier import chairs, runs
from programmes.models.selection import runs_review
from programmes.proposal_sending import agencies, bystanders
from programmes.proposal_text import digest
from programmes.proposals import hand_over
from programmes.standing import AGENCY, role

AT_ONCE = 50  # dossiers made by one press
FILE, DOSSIER = gettext_lazy("公募の審査 %(code)s"), gettext_lazy("審査の資料 %(number)s")
MASKED = "■■■"
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
State = ProposalDossier.State


def tell(topic: str, subject: Any) -> None:
    """Leave a message for those concerned; who that is, is asked when the letter is sent."""
    outbox.enqueue(topic, subject)


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))


def require_state(dossier_id: UUID, state: str) -> None:
    if ProposalDossier.objects.get(pk=dossier_id).state != state:
        raise WrongState(_("書面審査は締め切られています。"))


def runs_call(call: Call, person: Any) -> bool:
    """The agency of the call, and nobody on the side of any of its proposals."""
    with connection.cursor() as cursor:
        cursor.execute("select app.runs_call_review(%s)", [call.pk])
        return cursor.fetchone()[0]


def review_of(call_id: UUID) -> CallReview | None:
    return CallReview.objects.filter(call_id=call_id).first()


def waiting(call: Call) -> Any:
    """Eligible proposals of the call without a dossier."""
    made = ProposalDossier.objects.filter(call=call).values("proposal_id")
    return Proposal.objects.filter(call=call, state=Proposal.State.ELIGIBLE).exclude(pk__in=made)


@transaction.atomic
def open_review(call: Call, *, by: Person, shares_scores: bool = False) -> CallReview:
    """Begin (or go on with) the document review: a dossier for each eligible proposal, at most ``AT_ONCE`` a time.

    Twice is once: a proposal has one dossier. Raises WrongState while proposals wait for their eligibility check.
    """
    if not runs_call(call, by):
        raise Refused("start_document_review")
    lock(call.pk)
    if Proposal.objects.filter(call=call, state=Proposal.State.SUBMITTED).exists():
        raise WrongState(
            _("要件を確かめていない提案があります。先に、すべての提案の要件を確かめてください。")
        )
    review = review_of(call.pk)
    if review is None:
        if not waiting(call).exists():
            raise WrongState(_("要件を満たす提案がありません。"))
        review = CallReview.objects.create(
            call=call,
            concept_id=call.concept_id,
            fund_id=call.fund_id,
            container_id=call.pk,
            custodian=by,
            shares_scores=shares_scores,
            public_title=in_japanese(FILE, code=call.code),
        )
        audience.open_to(review, *(role(place, AGENCY) for place in (call.pk, call.concept_id, call.fund_id)))
        hand_over([review])
    if review.state != CallReview.State.REVIEWING:
        raise WrongState(_("順位の案を出した後は、審査の資料を加えられません。"))
    for proposal in waiting(call).order_by("submitted_at", "pk")[:AT_ONCE]:
        _make_dossier(proposal, call, by)
    journal.record("start_document_review", review)
    return review


def _make_dossier(proposal: Proposal, call: Call, by: Person) -> ProposalDossier:
    """The reviewers' own copy, apart from everything the applicants open."""
    version = ProposalVersion.objects.filter(proposal=proposal).order_by("-number").first()
    names = _names(proposal, version)
    hidden = [*names["people"], *names["bodies"]] if call.is_blind else []
    body = {**copied(proposal, version, hidden), "criteria": _criteria(call)}
    if not call.is_blind:
        body["people"] = names["rows"]
    made = ProposalDossier.objects.create(
        proposal=proposal,
        call=call,
        concept_id=call.concept_id,
        fund_id=call.fund_id,
        container_id=call.pk,
        custodian=by,
        number=proposal.number,
        is_blind=call.is_blind,
        min_reviews=call.min_reviews,
        review_due=call.review_due,
        public_title=in_japanese(DOSSIER, number=proposal.number),
        body=body,
        body_hash=digest(body),
    )
    conflicts.open_place(made, kind="proposal", subject=proposal)
    audience.open_to(made, *(p for p in bystanders(proposal) if p not in agencies(proposal)), depth=TITLE)
    _copy_files(made, version, by)
    hand_over([made])
    _write_parties(made, names["bodies"], by)
    journal.record("make_dossier", made, hash=made.body_hash)
    return made


def _names(proposal: Proposal, version: ProposalVersion | None) -> dict[str, list]:
    """Everybody and every body named with the proposal: as registered, and as printed in its roll."""
    members = list(version.roll.members.all()) if version is not None else []
    rows = [[m.name, m.organisation, m.part] for m in members] or [[proposal.head, proposal.home, ""]]
    people = {proposal.head, *(m.name for m in members)}
    bodies = {proposal.home, *(m.organisation for m in members)}
    for one in proposal.assignments.select_related("person", "organisation"):
        people.add(one.person.name)
        if one.organisation:
            bodies.add(one.organisation.name)
    return {"people": sorted(filter(None, people)), "bodies": sorted(filter(None, bodies)), "rows": rows}


def mask(text: str, names: Iterable[str]) -> str:
    """``text`` without these names: whole, with any spacing between their parts, and by family name of two signs or more."""
    for name in sorted(names, key=len, reverse=True):
        parts = [p for p in re.split(r"[\s　]+", name) if p]
        forms = [r"[\s　・]*".join(map(re.escape, parts))] if parts else []
        forms += [re.escape(p) for p in parts if len(parts) > 1 and len(p) >= 2]
        for form in forms:
            text = re.sub(form, MASKED, text, flags=re.IGNORECASE)
    return text


def copied(proposal: Proposal, version: ProposalVersion | None, hidden: Iterable[str]) -> dict[str, Any]:
    """The words and sums reviewers read; with ``hidden`` names every one of them is masked, in titles and notes too."""
    said, hidden = (version.body if version is not None else {}), list(hidden)

    def shown(words: Any) -> str:
        return mask(str(words or ""), hidden) if hidden else str(words or "")

    return {
        "title": shown(said.get("title") or proposal.title),
        "english_title": shown(said.get("english_title")),
        "abstract": shown(said.get("abstract")),
        "amount": proposal.amount,
        "sections": [{"title": s["title"], "text": shown(s["text"])} for s in said.get("sections", [])],
        "budget": {
            "lines": [
                {**line, "note": shown(line.get("note"))} for line in said.get("budget", {}).get("lines", [])
            ]
        },
        "people": [],
    }


def _criteria(call: Call) -> list[dict[str, Any]]:
    return [
        {"number": n, "title": c.title, "guidance": c.guidance, "weight": c.weight, "max_score": c.max_score}
        for n, c in enumerate(call.criteria.order_by("order"), 1)
    ]


def _copy_files(dossier: ProposalDossier, version: ProposalVersion | None, by: Person) -> None:
    """The bytes again, called by a number: a name, an author or a path of the applicants' file goes nowhere."""
    if version is None:
        return
    stored = {(f.name, f.sha256): f for f in version.files.all()}
    titles = {s["key"]: s["title"] for s in version.body.get("sections", [])}
    for number, one in enumerate(version.body.get("files", []), 1):
        found = stored.get((one["name"], one["sha256"]))
        if found is None:
            continue
        suffix = found.name.rpartition(".")[2].lower()[:5]
        checked = files.Checked(f"attachment-{number}.{suffix}", found.content_type, files.read(found))
        DossierPaper.objects.create(
            item=dossier,
            file=files.keep(checked, dossier, by),
            number=number,
            section=titles.get(one["section"], ""),
            is_open=not dossier.is_blind,
        )


def _write_parties(dossier: ProposalDossier, bodies: Iterable[str], by: Person) -> None:
    """Printed organisations the portal knows by exactly that name count as the subject's side."""
    for body in Organisation.objects.filter(name__in=list(bodies)):
        conflicts.add_party(dossier, by=by, ground="organisation", organisation=body)


@transaction.atomic
def open_paper(paper: DossierPaper, *, by: Person) -> DossierPaper:
    """In a blind review: the agency looked at the file and found no name in it."""
    lock(paper.item_id)
    if not runs(paper, by):
        raise Refused("open_paper")
    if not paper.is_open:
        paper.is_open = True
        paper.save(update_fields=["is_open"])
        journal.record("open_paper", paper, item=paper.item_id)
    return paper


# Reviewers --------------------------------------------------------------------------------------------
@transaction.atomic
def list_candidate(review: CallReview, *, by: Person, person: Person) -> ReviewerCandidate:
    """Put a person on the agency's list of the call; twice is once. Opens nothing and tells nobody."""
    if not runs_review(review, by):
        raise Refused("list_candidate")
    lock(review.pk)
    made, is_new = ReviewerCandidate.objects.get_or_create(
        item=review, person=person, defaults={"listed_by": by}
    )
    if is_new:
        journal.record("list_candidate", made, item=review.pk)
    return made


def matrix(call: Call, dossiers: Iterable[UUID]) -> dict[tuple[UUID, UUID], tuple[str, str]]:
    """{(dossier, person): (seat, ground of a conflict now)}; one query, empty for who does not run the review."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.review_matrix(%s, %s::uuid[])", [call.pk, list(dossiers)])
        return {(d, p): (seat, against) for d, p, seat, against in cursor.fetchall()}


def assign(call: Call, *, by: Person, pairs: Iterable[tuple[ProposalDossier, Person]]) -> int:
    """Give seats to candidates at proposals, all or nothing; returns how many are new. Raises WrongState naming the first clash."""
    made = 0
    with transaction.atomic():
        for dossier, person in pairs:
            before = conflicts.live_seats(dossier).filter(person=person).exists()
            try:
                conflicts.name_evaluator(dossier, by=by, person=person)
            except WrongState as wrong:
                raise WrongState(
                    _("%(number)sに%(name)sさんを割り当てられません。%(why)s")
                    % {"number": dossier.number, "name": person.name, "why": wrong}
                ) from wrong
            made += not before
    return made


# Reviews ----------------------------------------------------------------------------------------------
def new_receipt() -> str:
    """By chance: a counted one would tell how many reviews there are."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(10))


@transaction.atomic
def save_review(
    dossier: ProposalDossier,
    *,
    by: Person,
    scores: Mapping[str, Mapping[str, Any]],
    recommendation: str = "",
    comment: str = "",
) -> Review:
    """One's own review as far as it is written; scores by the criterion's number."""
    lock(dossier.pk)
    if not conflicts.evaluates(dossier, by):
        raise Refused("save_review")
    if ProposalDossier.objects.get(pk=dossier.pk).state != State.DOCUMENT_REVIEW:
        raise WrongState(_("いまは、評価を受け付けていません。"))
    seat = conflicts.live_seats(dossier).get(person=by)
    made = Review.objects.filter(seat=seat).first() or Review(item_id=dossier.pk, seat=seat, person=by)
    if made.state == Review.State.SUBMITTED:
        raise WrongState(_("提出した評価は変更できません。"))
    if made.state == Review.State.RETURNED:
        made = perform("resume_review", made, by=by)
    made.scores = {number: dict(said) for number, said in scores.items()}
    made.recommendation, made.comment = recommendation, comment
    made.save()
    journal.record("save_review", made, item=dossier.pk)
    return made


def require_whole(review: Review) -> None:
    """Raises WrongState naming what is missing."""
    missing = []
    for criterion in ProposalDossier.objects.get(pk=review.item_id).body["criteria"]:
        said = review.scores.get(str(criterion["number"]), {})
        score = said.get("score")
        if (
            not isinstance(score, int)
            or not 0 <= score <= criterion["max_score"]
            or not str(said.get("comment", "")).strip()
        ):
            missing.append(criterion["title"])
    if missing:
        raise WrongState(_("評点とコメントをそろえてください：%(names)s") % {"names": "、".join(missing)})
    if not review.recommendation:
        raise WrongState(_("総合の意見を選んでください。"))


def spread(dossier: ProposalDossier) -> dict[str, Any]:
    """Count, least, most, mean, standard deviation by criterion and of 100; empty for who may not know."""
    with connection.cursor() as cursor:
        cursor.execute("select app.review_spread(%s)", [dossier.pk])
        found = conflicts.plain_json(cursor.fetchone()[0])
    return found or {"n": 0, "criteria": {}, "total": {}, "recommendations": {}}


def discussion(dossier: ProposalDossier) -> list[dict[str, Any]]:
    """All counted reviews without names, for a reviewer whose own is among them; empty before the discussion."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.review_discussion(%s)", [dossier.pk])
        rows = cursor.fetchall()
    return [
        {
            "place": place,
            "is_own": own,
            "scores": conflicts.plain_json(scores),
            "recommendation": str(Review.Opinion(opinion).label),
            "comment": comment,
        }
        for place, own, scores, opinion, comment in rows
    ]


def require_enough(dossier: ProposalDossier) -> dict:
    """Within the verb: enough reviews of unrelated reviewers; the database counts again."""
    n = spread(dossier)["n"]
    if n < dossier.min_reviews:
        raise WrongState(
            ngettext(
                "提出された評価は%(n)s件です。%(least)s件そろうと、合議に進めます。",
                "提出された評価は%(n)s件です。%(least)s件そろうと、合議に進めます。",
                n,
            )
            % {"n": n, "least": dossier.min_reviews}
        )
    tell("review.discussion", dossier)
    return {"n": n}


@transaction.atomic
def write_consensus(dossier: ProposalDossier, *, by: Person, text: str) -> ConsensusNote:
    """The chair's words for all; corrected until the ranking is confirmed."""
    lock(dossier.pk)
    if not chairs(dossier, by):
        raise Refused("write_consensus")
    if ProposalDossier.objects.get(pk=dossier.pk).state not in (State.DISCUSSING, State.INTERVIEW):
        raise WrongState(_("合議のまとめは、合議と面接審査の間だけ書けます。"))
    made, _new = ConsensusNote.objects.update_or_create(
        item=dossier, defaults={"text": text, "written_by": by}
    )
    journal.record("write_consensus", dossier)
    return made


@transaction.atomic
def record_interview(dossier: ProposalDossier, *, by: Person, **fields: Any) -> InterviewRecord:
    """Write down or correct the interview, until the ranking is confirmed."""
    lock(dossier.pk)
    if not runs(dossier, by):
        raise Refused("record_interview")
    if ProposalDossier.objects.get(pk=dossier.pk).state != State.INTERVIEW:
        raise WrongState(_("面接の記録は、面接審査の間だけ書けます。"))
    made, _new = InterviewRecord.objects.update_or_create(item=dossier, defaults=fields)
    journal.record("record_interview", dossier)
    return made


def overview(call: Call, skipped: int = 0, most: int | None = None) -> list[dict[str, Any]]:
    """The proposals of the call by number, all or ``most`` of them, as its agency follows them; one query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.review_overview(%s, %s, %s)", [call.pk, skipped, most])
        names = [column.name for column in cursor.description]
        return [
            {**dict(zip(names, row, strict=True)), "words": str(State(row[3]).label)}
            for row in cursor.fetchall()
        ]


def standing(call: Call) -> dict[str, int]:
    """How all proposals of the call stand in numbers; noughts for who does not run its review. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.review_standing(%s)", [call.pk])
        return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))
