"""Steps back keep their reason where their own people read it, and never rewrite it; a theme names the project it sharpens."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.verbs import WrongState, perform
from programmes import concepts, visions
from programmes.models import Fund, RDConcept, RDVision, ReasonedStep, SelectionDecision
from programmes.models.fund import marked
from tests.councils.visitors import browser
from tests.programmes import call_stage as play
from tests.programmes import fund_stage, policy_cast, review_stage
from tests.programmes.fund_stage import act


def say(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def stage(world):
    """A designated fund with one running project."""
    made = fund_stage.make_stage(world)
    policy_cast.published(policy_cast.officer(world))
    act("designate", Fund.objects.get(pk=made.fund.pk), world.yamamoto, on=today())
    return made


def test_a_designation_is_revoked_with_its_reason_over_the_projects_one_was_shown(stage):
    fund = Fund.objects.get(pk=stage.fund.pk)
    page = reverse("fund_act", args=[fund.pk, "revoke_designation"])
    client = browser(stage.yamamoto, afresh=True)
    said = say(client.get(page))
    assert stage.project.code in said and 'name="acknowledged"' in said
    seen = marked(fund.live_projects())
    assert client.post(page, {"reason": "根拠が変わった", "seen": seen}).status_code == 422
    late = client.post(page, {"reason": "根拠が変わった", "seen": "0" * 64, "acknowledged": "on"})
    assert late.status_code == 409 and not ReasonedStep.objects.exists()
    sure = {"reason": "根拠が変わった", "seen": seen, "acknowledged": "on"}
    assert client.post(page, sure).status_code == 302
    assert client.post(page, sure).status_code == 409  # the second press
    step = ReasonedStep.objects.get()
    assert step.acknowledged == [[stage.project.code, stage.project.title]]
    fund = Fund.objects.get(pk=fund.pk)
    assert fund.state == "established" and fund.designated_on is None
    assert "根拠が変わった" in say(client.get(reverse("fund", args=[fund.pk])))
    act("list_publicly", fund, stage.yamamoto)
    for person in (stage.takahashi, stage.kato, stage.inoue, None):
        with acting_as(person):
            assert not ReasonedStep.objects.exists()
    for key in ("takahashi", "kato"):
        assert "根拠が変わった" not in say(browser(getattr(stage, key)).get(reverse("fund", args=[fund.pk])))
    assert "根拠が変わった" not in say(browser().get(reverse("public_fund", args=[fund.pk])))


def test_nobody_adds_a_step_who_does_not_lead_there_and_none_is_rewritten(stage):
    book = stage.fund.book
    with acting_as(stage.yamamoto):
        ReasonedStep.objects.create(
            item=book, verb="revoke_designation", reason="理由", taken_by=stage.yamamoto
        )
    for person, by, more in (
        (stage.nakamura, stage.nakamura, {}),  # reads the book, does not lead
        (stage.yamamoto, stage.nakamura, {}),
        (stage.yamamoto, stage.yamamoto, {"verb": "back_to_draft"}),
        (stage.yamamoto, stage.yamamoto, {"item": stage.project}),
        (stage.yamamoto, stage.yamamoto, {"reason": " "}),
    ):
        of = {"item": book, "verb": "revoke_designation", "reason": "理由", **more}
        with acting_as(person), pytest.raises(Error), transaction.atomic():
            ReasonedStep.objects.create(**of, taken_by=by)
    for statement in (
        "update programmes_reasonedstep set reason = 'x'",
        "delete from programmes_reasonedstep",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_vision_decided_in_error_goes_back_before_it_is_public_and_never_after(world):
    made, by = play.vision(world, until="decided"), world.yamamoto
    client = browser(by, afresh=True)
    page = reverse("vision_act", args=[made.pk, "reopen_vision"])
    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "決定日の誤り"}).status_code == 302
    assert client.post(page, {"reason": "決定日の誤り"}).status_code == 409
    made = RDVision.objects.get(pk=made.pk)
    assert (made.state, made.decided_on, made.decided_by) == ("deliberating", None, "")
    with acting_as(by):
        made = visions.edit_vision(made, by=by, shown=made.text_hash, needs="直した文")
        perform("back_to_draft", made, by=by, reason="書き直す")
    assert [s.reason for s in ReasonedStep.objects.all()] == ["書き直す", "決定日の誤り"]
    said = say(client.get(reverse("vision", args=[made.pk])))
    assert "決定日の誤り" in said and "書き直す" in said
    with acting_as(by):
        made = perform("deliberate", RDVision.objects.get(pk=made.pk), by=by)
        told = {"shown": made.text_hash, "decided_on": today(), "decided_by": "会議"}
        made = perform("decide_vision", made, by=by, **told)
        perform("publish_vision", made, by=by, shown=made.text_hash)
        with pytest.raises(WrongState):
            perform("reopen_vision", RDVision.objects.get(pk=made.pk), by=by, reason="遅い")
    for reader in (None, world.sato, world.nakamura):
        with acting_as(reader):
            assert RDVision.objects.filter(pk=made.pk).exists() and not ReasonedStep.objects.exists()
    assert "決定日の誤り" not in say(browser(world.sato).get(reverse("vision", args=[made.pk])))
    with pytest.raises(Error, match="does not go"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update programmes_rdvision set state = 'deliberating', decided_on = null, decided_by = ''"
            " where item_ptr_id = %s",
            [made.pk],
        )


def test_why_a_selection_was_reconsidered_is_kept_once_and_read_by_the_agency_alone(world):
    stage = review_stage.decided(world)
    dossier = stage.dossier()
    act("reconsider", dossier, stage.nakamura, reason="評点の転記を誤った")
    row = SelectionDecision.objects.get(item=dossier)
    assert (row.undone_reason, row.undone_by_id) == (
        "評点の転記を誤った",
        stage.nakamura.pk,
    ) and row.undone_at
    page = reverse("review_dossier", args=[dossier.pk])
    assert "評点の転記を誤った" in say(browser(stage.watanabe).get(page))
    for key in ("one", "takahashi", "yamamoto", "kimura"):
        with acting_as(getattr(stage, key)):
            assert not SelectionDecision.objects.exists()
        assert "評点の転記を誤った" not in say(browser(getattr(stage, key)).get(page))
    for change in ({"undone_reason": "別の理由"}, {"internal_reason": "書き換え"}, {"is_selected": False}):
        with acting_as(stage.nakamura), pytest.raises(Error), transaction.atomic():
            SelectionDecision.objects.filter(pk=row.pk).update(**change)
    other = SelectionDecision.objects.get(item=stage.dossier(stage.both[1]))
    for person, by, reason in (
        (stage.nakamura, stage.watanabe, "理由"),
        (stage.nakamura, stage.nakamura, " "),
    ):
        with acting_as(person), pytest.raises(Error), transaction.atomic():
            SelectionDecision.objects.filter(pk=other.pk).update(undone_by=by, undone_reason=reason)
    act("select", stage.dossier(), stage.watanabe, **review_stage.REASONS)
    assert SelectionDecision.objects.filter(item=dossier, undone_at=None).count() == 1


def test_reviewers_read_why_the_state_takes_the_risk(world):
    concept, by = fund_stage.make_concept(world, fund_stage.make_fund(world)), world.yamamoto
    shown = RDConcept.objects.get(pk=concept.pk).text_hash
    why = {"is_high_risk": True, "risk_reason": "民間では回収の見通しが立たないため"}
    with acting_as(by):
        concept = concepts.edit_concept(concept, by=by, shown=shown, **why)
    stage = review_stage.opened(world, concept=play.handed_over(world, concept=concept))
    review_stage.seat(stage, stage.one)
    page = reverse("review_dossier", args=[stage.dossier().pk])
    for person in (stage.one, stage.nakamura):
        assert "民間では回収の見通しが立たないため" in say(browser(person).get(page))


def test_a_theme_sharpens_a_project_of_its_fund_and_nobody_meets_what_they_may_not_see(world):
    fund, by = fund_stage.make_fund(world), world.yamamoto
    project = fund_stage.make_concept(world, fund, allocated=0, title="大きな構想")
    theme = fund_stage.make_concept(world, fund, allocated=0, title="小さな研究")
    project, theme = (RDConcept.objects.get(pk=one.pk) for one in (project, theme))
    foreign = fund_stage.make_concept(world, fund_stage.make_fund(world), allocated=0, title="よその構想")
    with acting_as(by):
        with pytest.raises(Error), transaction.atomic():  # of the project type itself
            concepts.edit_concept(theme, by=by, shown=theme.text_hash, sharpens=project)
        was = RDConcept.objects.get(pk=theme.pk).text_hash
        theme = concepts.edit_concept(theme, by=by, shown=was, concept_kind="theme", sharpens=project)
        assert theme.text_hash != was
        for wrong in (foreign, theme):
            with pytest.raises(Error), transaction.atomic():
                concepts.edit_concept(theme, by=by, shown=theme.text_hash, sharpens=wrong)
        project = RDConcept.objects.get(pk=project.pk)
        with pytest.raises(Error, match="stays of the project type"), transaction.atomic():
            concepts.edit_concept(project, by=by, shown=project.text_hash, concept_kind="theme")
    client = browser(by)
    assert "大きな構想" in say(client.get(reverse("concept_text", args=[theme.pk])))
    assert "小さな研究" in say(client.get(reverse("concept_text", args=[project.pk])))
    form = say(client.get(reverse("concept_edit", args=[theme.pk])))
    assert str(project.pk) in form and str(foreign.pk) not in form
    with acting_as(by):
        from programmes import funding

        funding.assign(theme, by=by, person=world.kato, part="agency")
    said = say(browser(world.kato).get(reverse("concept_text", args=[theme.pk])))
    assert "小さな研究" in said and "大きな構想" not in said


def test_no_fund_is_designated_past_the_portal_without_what_it_rests_on(world, stage):
    fund = fund_stage.make_fund(world)
    asked = "update programmes_fund set state = 'designated', {} where item_ptr_id = %s"
    for words in ("designated_on = null, purpose = 'x'", "designated_on = now(), purpose = ' '"):
        with pytest.raises(Error, match="designated for a purpose"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(asked.format(words), [fund.pk])
    with acting_as(world.nakamura), pytest.raises(Error, match="no right over it"), transaction.atomic():
        Fund.objects.filter(pk=stage.fund.pk).update(state="established", designated_on=None)
    assert Fund.objects.get(pk=stage.fund.pk).state == "designated"
