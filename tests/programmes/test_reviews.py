"""Review of proposals: who reviews is the agency's alone, who is related is out at once, and nothing is told before its time."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from accounts.models import Organisation
from confidentiality.acting import acting_as, database_now
from confidentiality.models import BaseAudience, Entry, Item, OutboxMessage
from confidentiality.verbs import Gone, Refused, WrongState, perform
from programmes import conflicts, desk, funding, plans, reviews, selection
from programmes.models import (
    Assignment,
    Award,
    Call,
    CallResult,
    CallReview,
    ConsensusNote,
    DossierPaper,
    EvaluatorSeat,
    Project,
    Proposal,
    ProposalDossier,
    RankingLine,
    RDConcept,
    ResultLetter,
    ResultLine,
    Review,
    ReviewerCandidate,
    SecurityCheck,
    SelectionDecision,
    YearAmount,
)
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.programmes import proposal_stage
from tests.programmes import review_stage as play
from tests.programmes.proposal_stage import CANARY
from tests.programmes.review_stage import act

HIDDEN = (
    CallReview,
    ConsensusNote,
    DossierPaper,
    EvaluatorSeat,
    ProposalDossier,
    RankingLine,
    ResultLetter,
    ResultLine,
    CallResult,
    Review,
    ReviewerCandidate,
    SecurityCheck,
    SelectionDecision,
)
OUTSIDERS = ("takahashi", "tanaka", "suzuki", "kato", "ito", "saito")


def counts(person) -> dict:
    with acting_as(person):
        return {m.__name__: m.objects.count() for m in HIDDEN}


def nothing() -> dict:
    return {m.__name__: 0 for m in HIDDEN}


def test_applicants_learn_nothing_at_any_step_before_the_release(world):
    stage = play.planned(world)
    hidden = stage.dossier().pk
    for key in OUTSIDERS:
        assert counts(world.people[key]) == nothing(), key
    with acting_as(stage.takahashi):
        seen = Proposal.objects.get(pk=stage.proposal.pk)
        assert seen.state == "eligible" and selection.letter_for(seen) is None
        assert not Item.objects.filter(public_title__contains="審査").exists()
        assert Call.objects.get(pk=stage.call.pk).state == "scheduled"
        for function in ("review_spread", "review_discussion"):
            with connection.cursor() as cursor:
                cursor.execute(f"select * from app.{function}(%s)", [hidden])
                assert not [r for r in cursor.fetchall() if r[0] is not None]
        assert reviews.overview(stage.call) == []
    with acting_as(None):
        assert not CallResult.objects.exists() and not ResultLine.objects.exists()


def test_the_result_is_seen_from_its_instant_on_without_any_job(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    tick = timedelta(microseconds=1)
    for when, seen in ((at - tick, 0), (at, 1), (at + tick, 1)):
        set_clock(when)
        for who in (stage.takahashi, stage.tanaka, stage.suzuki, stage.kato):
            with acting_as(who):
                assert ResultLetter.objects.count() == seen, (who, when - at)
                assert Item.objects.filter(kind="programmes.resultletter").count() == seen
                assert CallResult.objects.count() == seen
        with acting_as(None):
            assert CallResult.objects.count() == seen and ResultLine.objects.count() == seen
        with acting_as(stage.takahashi):
            letter = selection.letter_for(stage.fresh())
            word = selection.seen_state(stage.fresh(), letter)
            assert (word == "採択内定") is bool(seen)
            assert stage.fresh().state == "eligible"
    with acting_as(None):
        result = CallResult.objects.get()
        assert (result.proposals, result.selected) == (2, 1)
        assert [line.title for line in ResultLine.objects.all()] == [stage.proposal.title]
    set_clock(at - tick)
    assert play.announce() == 0
    set_clock(at)
    assert play.announce() == 1 and play.announce() == 0
    assert {p.state for p in Proposal.objects.filter(call=stage.call)} == {"selected", "not_selected"}
    assert Call.objects.get(pk=stage.call.pk).state == "selected"
    assert OutboxMessage.objects.filter(topic="result.released").count() == 2
    set_clock(None)


def test_reviewers_read_a_copy_and_nothing_else_of_the_proposal(world):
    stage = play.opened(world)
    made = play.name(stage, stage.one)
    with acting_as(stage.one):
        assert not ProposalDossier.objects.exists() and EvaluatorSeat.objects.count() == 1
        assert {p.name for p in conflicts.parties(made.item_id)} >= {"高橋　代表"}
        conflicts.declare(made, by=stage.one, has_conflict=False)
        dossier = ProposalDossier.objects.get()  # of two
        assert dossier.proposal_id == stage.proposal.pk
        assert CANARY in dossier.body["abstract"]
        assert not Proposal.objects.exists()
        assert "申告" not in str(dossier.body)
        paper = DossierPaper.objects.select_related("file").get()
        assert CANARY not in paper.file.name and paper.file.name == "attachment-1.txt"
        assert counts(stage.one)["EvaluatorSeat"] == 1
        assert not CallReview.objects.exists() and not ReviewerCandidate.objects.exists()
    for key in OUTSIDERS:
        assert counts(world.people[key]) == nothing(), key


def test_a_blind_review_names_nobody(world):
    stage = play.opened(world, is_blind=True)
    made = play.seat(stage, stage.one)
    with acting_as(stage.one):
        dossier = ProposalDossier.objects.get()
        whole = str(dossier.body)
        for word in ("高橋", "試験大学", "代表"):
            assert word not in whole.replace("研究代表者", ""), word
        assert dossier.body["people"] == []
        assert conflicts.parties(made.item_id) == []
        assert not DossierPaper.objects.exists()
    with acting_as(stage.nakamura):
        paper = DossierPaper.objects.get(item=dossier)
        reviews.open_paper(paper, by=stage.nakamura)
        reviews.open_paper(paper, by=stage.nakamura)
    with acting_as(stage.one):
        assert DossierPaper.objects.count() == 1
        with pytest.raises(Refused):
            reviews.open_paper(paper, by=stage.one)


def test_names_are_masked_however_they_are_spaced():
    text = "高橋　代表と高橋代表、Takahashi Ichiro（takahashi・ichiro）、試験大学"
    shown = reviews.mask(text, ["高橋　代表", "Takahashi Ichiro", "試験大学"])
    for word in ("高橋", "Takahashi", "takahashi", "ichiro", "試験"):
        assert word not in shown


def test_an_affiliation_ends_a_reviewers_access_at_its_instant(world):
    stop_the_clock()
    stage = play.opened(world)
    first = stage.dossier()
    play.seat(stage, stage.one)
    at = database_now() + timedelta(days=3)
    play.affiliate(stage.one, stage.takahashi.affiliations.get().organisation, at)
    tick = timedelta(microseconds=1)
    for when, seen in ((at - tick, 1), (at, 0), (at + tick, 0)):
        set_clock(when)
        with acting_as(stage.one):
            assert ProposalDossier.objects.count() == seen, when - at
            assert DossierPaper.objects.count() == seen
    with acting_as(stage.one), pytest.raises((Refused, Gone)):
        reviews.save_review(first, by=stage.one, scores={})
    with acting_as(stage.nakamura):
        row = next(r for r in reviews.overview(stage.call) if r["number"] == stage.fresh().number)
        assert (row["seats"], row["lost"]) == (0, 1)
    set_clock(None)


def test_a_review_of_somebody_related_meanwhile_counts_no_more(world):
    stage = play.discussed(world)
    play.affiliate(stage.two, stage.takahashi.affiliations.get().organisation)
    with acting_as(stage.one):
        assert reviews.spread(stage.dossier())["n"] == 1
    with acting_as(stage.two):
        assert not ProposalDossier.objects.filter(proposal=stage.proposal).exists()
    with acting_as(stage.nakamura):
        lines = {stage.dossier(p).pk: (n, "理由") for n, p in enumerate(stage.both, 1)}
        selection.save_ranking(stage.review(), by=stage.nakamura, lines=lines)
        with pytest.raises(WrongState, match="足りない"):
            perform("propose_ranking", stage.review(), by=stage.nakamura)
        with pytest.raises(Error), transaction.atomic():
            CallReview.objects.filter(call=stage.call).update(state="proposed", proposed_by=stage.nakamura)


def test_applicants_and_the_agencys_people_are_no_reviewers(world):
    stage = play.opened(world)
    for who in (stage.takahashi, stage.tanaka, stage.watanabe, stage.nakamura):
        with acting_as(stage.nakamura), pytest.raises(WrongState):
            conflicts.name_evaluator(stage.dossier(), by=stage.nakamura, person=who)
        if who.pk != stage.nakamura.pk:
            with acting_as(stage.nakamura), pytest.raises(Error), transaction.atomic():
                EvaluatorSeat.objects.create(item=stage.dossier(), person=who, named_by=stage.nakamura)


def test_phase_one_shows_nobody_anothers_review_and_phase_two_no_name(world):
    stage = play.opened(world)
    for who in (stage.one, stage.two, stage.three):
        play.seat(stage, who, is_chair=who is stage.one)
    play.write(stage, stage.one, n=4)
    play.write(stage, stage.two, n=2)
    for who, own in ((stage.one, 1), (stage.two, 1), (stage.three, 0)):
        with acting_as(who):
            assert Review.objects.count() == own
            assert reviews.spread(stage.dossier())["n"] == 0 and reviews.discussion(stage.dossier()) == []
            assert EvaluatorSeat.objects.count() == 1
    act("open_discussion", stage.dossier(), stage.nakamura)
    with acting_as(stage.one):
        shown = reviews.discussion(stage.dossier())
        assert [o["is_own"] for o in shown].count(True) == 1 and len(shown) == 2
        assert set(shown[0]) == {"place", "is_own", "scores", "recommendation", "comment"}
        found = reviews.spread(stage.dossier())
        assert found["criteria"]["1"] == {"min": 2, "max": 4, "mean": 3.00, "deviation": 1.00}
        assert found["total"]["mean"] == 60.0 and found["total"]["deviation"] == 20.0
        first = [o["place"] for o in shown if o["is_own"]]
        reviews.write_consensus(stage.dossier(), by=stage.one, text="まとめ")
        assert Review.objects.count() == 1
    with acting_as(stage.two):
        assert [o["place"] for o in reviews.discussion(stage.dossier()) if not o["is_own"]] == first
        assert ConsensusNote.objects.get().text == "まとめ"
        with pytest.raises(Refused):
            reviews.write_consensus(stage.dossier(), by=stage.two, text="別")
    with acting_as(stage.three):  # who did not submit
        assert reviews.discussion(stage.dossier()) == [] and not ConsensusNote.objects.exists()


def test_a_review_is_sent_once_and_sent_back_with_a_reason_only(world):
    stage = play.opened(world)
    play.seat(stage, stage.one)
    elsewhere = stage.dossier(stage.both[1])
    with acting_as(stage.one):
        draft = reviews.save_review(
            stage.dossier(), by=stage.one, scores={"1": {"score": 3, "comment": "あ"}}
        )
        with pytest.raises(WrongState, match="そろえて"):
            perform("submit_review", draft, by=stage.one)
    with acting_as(stage.nakamura):
        assert not Review.objects.exists()  # a draft is its reviewer's alone
    made = play.write(stage, stage.one)
    assert made.receipt
    with acting_as(stage.one):
        with pytest.raises(WrongState):
            perform("submit_review", made, by=stage.one)
        with pytest.raises(WrongState, match="変更できません"):
            reviews.save_review(stage.dossier(), by=stage.one, scores={})
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(pk=made.pk).update(comment="後から")
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="理由"):
            perform("reopen_review", made, by=stage.nakamura, reason=" ")
        with pytest.raises(Error), transaction.atomic():
            Review.objects.filter(pk=made.pk).update(comment="事務局が直した")
        perform("reopen_review", made, by=stage.nakamura, reason="項目2のコメントを補ってください")
    again = play.write(stage, stage.one, n=5)
    assert again.receipt == made.receipt and again.state == "submitted"
    with acting_as(stage.one), pytest.raises(Error), transaction.atomic():
        Review.objects.create(item=elsewhere, seat_id=made.seat_id, person=stage.one, scores={})


def test_a_seat_says_what_it_owes_and_the_desk_asks_for_no_more(world):
    """By trigger, from the review alone: neither the reviewer nor the desk can write it."""
    stage = play.opened(world)
    play.seat(stage, stage.one)
    asked = reverse("review_dossier", args=[stage.dossier().pk])

    def owes() -> tuple[bool, bool]:
        with acting_as(stage.one):
            own = EvaluatorSeat.objects.get(person=stage.one)
            return own.handed_in_at is None, any(t.url == asked for t in desk.tasks(stage.one))

    assert owes() == (True, True)
    review = play.write(stage, stage.one)
    assert owes() == (False, False)
    with acting_as(stage.one):
        own = EvaluatorSeat.objects.get(person=stage.one)
        assert own.handed_in_at == Review.objects.get(pk=review.pk).submitted_at
        with pytest.raises(Error), transaction.atomic():
            EvaluatorSeat.objects.filter(pk=own.pk).update(handed_in_at=None)
    act("reopen_review", review, stage.nakamura, reason="項目2のコメントを補ってください")
    assert owes() == (True, True)
    act("resume_review", review, stage.one)
    assert owes() == (True, True)


def test_too_few_reviews_open_no_discussion_even_by_hand(world):
    stage = play.opened(world)
    play.seat(stage, stage.one)
    play.write(stage, stage.one)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="そろうと"):
            perform("open_discussion", stage.dossier(), by=stage.nakamura)
        with pytest.raises(Error), transaction.atomic():
            ProposalDossier.objects.filter(proposal=stage.proposal).update(state="discussing")


def test_two_people_at_every_step_in_python_and_in_the_database(world):
    stage = play.discussed(world)
    with acting_as(stage.nakamura):
        lines = {stage.dossier(p).pk: (n, "理由") for n, p in enumerate(stage.both, 1)}
        with pytest.raises(WrongState, match="同じ順位"):
            selection.save_ranking(stage.review(), by=stage.nakamura, lines=dict.fromkeys(lines, (1, "理由")))
        selection.save_ranking(stage.review(), by=stage.nakamura, lines=lines)
    act("propose_ranking", stage.review(), stage.nakamura)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="別の方"):
            perform("confirm_ranking", stage.review(), by=stage.nakamura)
        with pytest.raises(Error), transaction.atomic():
            CallReview.objects.filter(call=stage.call).update(state="ranked", confirmed_by=stage.nakamura)
    act("confirm_ranking", stage.review(), stage.watanabe)
    assert {d.state for d in ProposalDossier.objects.all()} == {"ranked"}
    with acting_as(stage.one):  # all seats ended with it
        assert not ProposalDossier.objects.exists()
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="別の方"):
            perform("select", stage.dossier(), by=stage.nakamura, **play.REASONS)
        with pytest.raises(Error), transaction.atomic():
            SelectionDecision.objects.create(
                item=stage.dossier(), is_selected=True, decided_by=stage.nakamura, **play.REASONS
            )
    with acting_as(stage.watanabe):
        with pytest.raises(WrongState, match="氏名"):
            perform(
                "select",
                stage.dossier(),
                by=stage.watanabe,
                **{**play.REASONS, "applicant_reason": "一 条審美の評による"},
            )
        perform("select", stage.dossier(), by=stage.watanabe, **play.REASONS)
        with pytest.raises(WrongState):
            perform("select", stage.dossier(), by=stage.watanabe, **play.REASONS)
        with pytest.raises(WrongState, match="別の方"):
            perform("pass_security", stage.dossier(), by=stage.watanabe, reason="支障なし")
        with pytest.raises(Error), transaction.atomic():
            SecurityCheck.objects.create(
                dossier=stage.dossier(),
                is_passed=True,
                reason="可",
                checked_by=stage.watanabe,
                container=stage.call,
                custodian=stage.watanabe,
            )
        with pytest.raises(Error), transaction.atomic():
            ProposalDossier.objects.filter(proposal=stage.proposal).update(state="security_checked")


def test_a_refusal_on_security_leaves_no_word_in_the_letter(world):
    stage = play.ranked(world)
    act("select", stage.dossier(), stage.watanabe, **play.REASONS)
    act("fail_security", stage.dossier(), stage.nakamura, reason="懸念の中身")
    letter = ResultLetter.objects.get(proposal=stage.proposal)
    assert not letter.is_selected and "懸念" not in letter.text + letter.feedback
    with acting_as(stage.kimura):
        assert not ProposalDossier.objects.exists()
    act("reconsider", stage.dossier(), stage.nakamura, reason="やり直す")
    assert stage.dossier().state == "ranked"


def test_a_planned_release_stands_and_a_stopped_one_is_never_seen(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.decided(world)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="これから"):
            perform(
                "plan_release", stage.review(), by=stage.nakamura, release_at=database_now(), public_text="x"
            )
        perform("plan_release", stage.review(), by=stage.nakamura, release_at=at, public_text="講評")
        with pytest.raises(WrongState, match="別の方"):
            perform("approve_release", stage.review(), by=stage.nakamura)
        letter = ResultLetter.objects.first()
        with pytest.raises(WrongState):
            selection.edit_letter(letter, by=stage.nakamura, text="別", feedback="別")
        with pytest.raises(Error), transaction.atomic():
            ResultLetter.objects.filter(pk=letter.pk).update(text="別")
        with pytest.raises(Error), transaction.atomic():
            CallReview.objects.update(release_at=database_now())
    act("approve_release", stage.review(), stage.watanabe)
    act("stop_release", stage.review(), stage.nakamura, reason="直す")
    set_clock(at + timedelta(hours=1))
    with acting_as(stage.takahashi):
        assert not ResultLetter.objects.exists() and not CallResult.objects.exists()
    assert play.announce() == 0
    later = at + timedelta(hours=3)
    act("plan_release", stage.review(), stage.nakamura, release_at=later, public_text="講評")
    act("approve_release", stage.review(), stage.watanabe)
    set_clock(later)
    with acting_as(stage.takahashi):
        assert ResultLetter.objects.count() == 1 and CallResult.objects.count() == 1
    with acting_as(stage.nakamura), pytest.raises(WrongState):
        perform("stop_release", stage.review(), by=stage.nakamura, reason="遅い")
    set_clock(None)


def release(stage, at) -> None:
    set_clock(at)
    play.announce()


def test_an_award_makes_the_project_after_the_release_once(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    terms = {"code": "K-2026-01", "amount": 100}
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="発表した後"):
        perform("award", stage.dossier(), by=stage.nakamura, **terms)
    release(stage, at)
    with acting_as(stage.watanabe), pytest.raises(WrongState, match="別の方"):
        perform("award", stage.dossier(), by=stage.watanabe, **terms)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="申請額"):
            perform("award", stage.dossier(), by=stage.nakamura, code="K-1", amount=131)
        perform("award", stage.dossier(), by=stage.nakamura, **terms)
        with pytest.raises(WrongState):
            perform("award", stage.dossier(), by=stage.nakamura, **terms)
    made = Award.objects.get()
    project = Project.objects.get(code="K-2026-01")
    assert made.item_id == project.pk and made.amount == 100
    assert project.representative_id == stage.takahashi.pk and project.state == "preparing"
    assert made.text_hash == stage.dossier().body_hash
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="採択額（100円）を超えています"):
            plans.set_amounts(project, by=stage.nakamura, amounts={2027: 60, 2028: 41})
        assert not YearAmount.objects.filter(project=project, amount__gt=0).exists()
        plans.set_amounts(project, by=stage.nakamura, amounts={2027: 60, 2028: 40})
        with pytest.raises(Error, match="more than was awarded"), transaction.atomic():
            YearAmount.objects.filter(project=project, fiscal_year=2028).update(amount=41)
            connection.cursor().execute("set constraints all immediate")
    with acting_as(stage.takahashi):
        assert stage.fresh().state == "awarded"
        assert Award.objects.get().proposal_id == stage.proposal.pk
        assert not Project.objects.exclude(pk=project.pk).exists()
        with pytest.raises(WrongState):
            perform("decline_award", stage.fresh(), by=stage.takahashi, reason="辞退")
    set_clock(None)


def test_a_selected_applicant_declines_only_after_the_release(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    with acting_as(stage.takahashi):
        with pytest.raises(WrongState, match="いまは"):
            perform("decline_award", stage.fresh(), by=stage.takahashi, reason="辞退")
        with pytest.raises(Error), transaction.atomic():
            Proposal.objects.filter(pk=stage.proposal.pk).update(state="declined")
    set_clock(at)
    with acting_as(stage.kato), pytest.raises(WrongState):
        perform("decline_award", stage.both[1], by=stage.kato, reason="辞退")
    act("decline_award", stage.fresh(), stage.takahashi, reason="別の予定")
    assert stage.dossier().state == "declined"
    with acting_as(None):
        assert ResultLine.objects.get().is_declined
    play.announce()
    assert stage.fresh().state == "declined"
    set_clock(None)


def test_an_officer_who_proposes_runs_nothing_of_that_call(world):
    stage = play.decided(world)
    with acting_as(stage.nakamura):
        for who in (stage.takahashi, stage.kato):
            with pytest.raises(WrongState, match="提案しています"):
                funding.assign(stage.call, by=stage.nakamura, person=who, part="agency")
    with connection.cursor() as cursor:  # as the owner: the database refuses it too
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_assignment disable trigger guard_both_sides")
    with acting_as(stage.nakamura):
        for who in (stage.takahashi, stage.kato):
            funding.assign(stage.call, by=stage.nakamura, person=who, part="agency")
    for who in (stage.takahashi, stage.kato):
        assert counts(who) == nothing()  # of their own, and of their competitor's
        with acting_as(who):
            assert reviews.overview(stage.call) == []
            with pytest.raises(Refused):
                reviews.open_review(stage.call, by=who)


def test_a_competitor_judges_nobody_of_the_call(world):
    """A rival gets no seat and keeps none; whose draft was never sent is no rival, and nobody learns of the draft."""
    stage = play.opened(world)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="評価を受ける側"):
            conflicts.name_evaluator(stage.dossier(), by=stage.nakamura, person=stage.kato)
        with pytest.raises(Error), transaction.atomic():
            EvaluatorSeat.objects.create(item=stage.dossier(), person=stage.kato, named_by=stage.nakamura)
    play.seat(stage, stage.two)
    with acting_as(stage.two):
        assert ProposalDossier.objects.get().pk == stage.dossier().pk
    with connection.cursor() as cursor:  # as the owner: no page lets anybody join after the closing
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_assignment disable trigger guard_proposal")
    Assignment.objects.create(item=stage.both[1], person=stage.two, role="co_applicant")
    with acting_as(stage.two):
        assert not ProposalDossier.objects.exists()
    proposal_stage.close(stage.call, database_now() + timedelta(days=1))
    world.people["one"] = stage.one
    proposal_stage.draft(world, stage.call, by="one")
    proposal_stage.close(stage.call)
    play.seat(stage, stage.one)
    with acting_as(stage.one):
        assert ProposalDossier.objects.get().pk == stage.dossier().pk


def test_staff_and_auditors_know_of_a_dossier_and_of_nothing_in_it(world):
    stage = play.decided(world)
    for who in (stage.yamamoto, stage.kimura):
        with acting_as(who):
            assert not ProposalDossier.objects.exists() and not Review.objects.exists()
            assert not EvaluatorSeat.objects.exists() and not SelectionDecision.objects.exists()
            assert not ResultLetter.objects.exists() and not CallReview.objects.exists()


def test_the_ministry_in_charge_reads_the_security_check_and_no_more(world):
    stage = play.decided(world)
    with acting_as(world.yamamoto):
        concept = RDConcept.objects.get(pk=stage.call.concept_id)
        funding.assign(concept, by=world.yamamoto, person=world.saito, part="ministry")
        funding.assign(concept, by=world.yamamoto, person=world.ito, part="manager")
    with acting_as(world.saito):
        assert SecurityCheck.objects.get().reason == "支障なし"
        assert Item.objects.filter(kind="programmes.proposaldossier").count() == 2  # that they exist
        assert not ProposalDossier.objects.exists() and not Review.objects.exists()
        assert not EvaluatorSeat.objects.exists() and not SelectionDecision.objects.exists()
    assert counts(world.ito) == nothing()  # the PM
    with acting_as(world.ito):
        assert not Item.objects.filter(kind="programmes.proposaldossier").exists()


def test_what_leaves_the_review_tells_who_can_see_it_to_the_desk_alone(world):
    stage = play.discussed(world)
    dossier = stage.dossier()
    for who, named in ((stage.nakamura, True), (world.yamamoto, False), (stage.one, False)):
        with acting_as(who), connection.cursor() as cursor:
            cursor.execute("select person_id from app.who_can_see(%s, 1::smallint)", [dossier.pk])
            people = {row[0] for row in cursor.fetchall()}
        assert (stage.two.pk in people) is named, who


def test_the_matrix_names_loads_and_conflicts_in_one_query(world, django_assert_num_queries):
    stage = play.opened(world)
    with acting_as(stage.nakamura):
        for who in (stage.one, stage.two, stage.takahashi):
            reviews.list_candidate(stage.review(), by=stage.nakamura, person=who)
            reviews.list_candidate(stage.review(), by=stage.nakamura, person=who)
        assert ReviewerCandidate.objects.count() == 3
        dossiers = list(ProposalDossier.objects.all())
        with django_assert_num_queries(1):
            table = reviews.matrix(stage.call, [d.pk for d in dossiers])
        assert table[stage.dossier().pk, stage.takahashi.pk] == ("", "organisation") or table[
            stage.dossier().pk, stage.takahashi.pk
        ][1] in ("party", "assignment")
        assert table[stage.dossier().pk, stage.one.pk] == ("", "")
        pairs = [(d, stage.one) for d in dossiers]
        assert reviews.assign(stage.call, by=stage.nakamura, pairs=pairs) == 2
        assert reviews.assign(stage.call, by=stage.nakamura, pairs=pairs) == 0
        with pytest.raises(WrongState, match="割り当てられません"):
            reviews.assign(
                stage.call,
                by=stage.nakamura,
                pairs=[(stage.dossier(), stage.two), (stage.dossier(), stage.takahashi)],
            )
        assert not EvaluatorSeat.objects.filter(person=stage.two).exists()
    for key in OUTSIDERS:
        with acting_as(world.people[key]):
            assert reviews.matrix(stage.call, [d.pk for d in dossiers]) == {}


def test_the_journal_of_applicants_has_no_line_of_the_review(world):
    stage = play.planned(world)
    with acting_as(stage.takahashi):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert not verbs & {"select", "make_dossier", "propose_ranking", "name_evaluator", "plan_release"}
    assert not BaseAudience.objects.filter(
        item__kind="programmes.proposal", valid_from__gt=database_now()
    ).exists()
    assert not Organisation.objects.filter(name="").exists()
