"""A technology has both risks; nothing is chosen or dropped with one of the five considerations left blank."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from programmes import technologies
from programmes.models import CriticalTechnology, NarrowingDecision, TechnologyField
from tests.councils.visitors import browser, status
from tests.programmes import policy_cast as play
from tests.programmes.call_stage import heard

FIVE = dict.fromkeys(NarrowingDecision.CONSIDERATIONS, "考慮の文")
CHOICE = {"outcome": "selected", "reason": "理由の文"}


@pytest.fixture
def by(world):
    return play.officer(world)


@pytest.fixture
def made(by):
    return play.technology(by)


@pytest.fixture
def decision(by, made):
    with acting_as(by):
        perform("open_narrowing", made, by=by)
        return NarrowingDecision.objects.get(technology=made)


def say(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("left_out", NarrowingDecision.CONSIDERATIONS)
def test_no_decision_with_one_consideration_blank(by, decision, left_out):
    with acting_as(by):
        technologies.consider(decision, by=by, **FIVE | {left_out: " \n"})
        with pytest.raises(WrongState, match="書いていない"):
            perform("complete_evidence", decision, by=by)
        with pytest.raises(WrongState, match="いまの状態"):
            perform("close_narrowing", decision, by=by, **CHOICE, decided_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        NarrowingDecision.objects.filter(pk=decision.pk).update(state="complete")


def test_a_whole_decision_moves_the_technology_and_stands(by, made, decision):
    with acting_as(by):
        technologies.consider(decision, by=by, **FIVE)
        with pytest.raises(WrongState, match="検討中"):
            perform("open_narrowing", made, by=by)
        heard(decision, by)
        perform("close_narrowing", decision, by=by, **CHOICE, decided_on=today())
        made.refresh_from_db()
        assert made.state == "selected"
        with pytest.raises(WrongState, match="変更できません"):
            technologies.consider(decision, by=by, **FIVE)
        perform("open_narrowing", made, by=by)
        assert made.decisions.count() == 2


def test_the_database_lets_no_choice_pass_by_the_panel(by, made, decision):
    rows = NarrowingDecision.objects.filter(pk=decision.pk)
    with acting_as(by):
        technologies.consider(decision, by=by, **FIVE)
        with pytest.raises(WrongState, match="いまの状態"):
            perform("close_narrowing", decision, by=by, **CHOICE, decided_on=today())
    end = {"state": "closed", **CHOICE, "decided_on": today()}
    said = {"panel_name": "甲", "panel_on": today(), "panel_opinion": "乙"}

    def refused(match: str, **change) -> None:
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            rows.update(**change)

    refused("does not go from", **end, **said)
    rows.update(state="complete")
    refused("does not go from", **end, **said)
    refused("stands", expert_view="あとから")
    refused("has a name", state="panel")
    rows.update(state="panel", panel_name="甲")
    refused("panel was heard", **end)
    refused("panel was heard", **end, **said)
    with acting_as(by):
        tomorrow = today() + timedelta(days=1)
        perform("record_panel", decision, by=by, panel_on=tomorrow, panel_opinion="乙")
        with pytest.raises(WrongState, match="より前"):
            perform("close_narrowing", decision, by=by, **CHOICE, decided_on=today())
    refused("panel was heard", **end)
    with pytest.raises(DatabaseError, match="begins open"), transaction.atomic():
        NarrowingDecision.objects.create(technology=made, state="closed", public_title="甲")


def test_a_technology_is_supported_by_a_decision_alone(by, made, decision):
    with acting_as(by):
        technologies.consider(decision, by=by, **FIVE)
        heard(decision, by)
        perform("close_narrowing", decision, by=by, **CHOICE, decided_on=today())
    for row, change in (
        (CriticalTechnology.objects.filter(pk=made.pk), {"state": "not_selected"}),
        (NarrowingDecision.objects.filter(pk=decision.pk), {"state": "superseded"}),
    ):
        with pytest.raises(DatabaseError, match="as it was decided"), transaction.atomic():
            row.update(**change)
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")


def test_both_risks_are_part_of_a_technology(by, made):
    for blank in ("risk_misuse", "risk_dependency"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CriticalTechnology.objects.filter(pk=made.pk).update(**{blank: ""})
    field = TechnologyField.objects.get()
    answer = browser(by).post(reverse("technology_new"), {"field": str(field.pk), "name": "乙"})
    assert answer.status_code == 422 and say(answer).count("入力してください。") >= 2


def test_the_office_alone_sees_technologies_and_why_they_are_chosen(world, by, made, decision):
    with acting_as(by):
        perform("show_as_example", made, by=by)
    for who in (world.sato, world.yoshida, None):
        with acting_as(who):
            assert CriticalTechnology.objects.filter(pk=made.pk).exists()
            assert not NarrowingDecision.objects.exists()
    public = say(browser().get(reverse("public_technologies")))
    assert made.name in public and "悪用の文" in public
    assert status(world.sato, "narrowing", decision.pk) == 404
    assert (
        status(world.sato, "technology", made.pk) == 200
        and status(world.sato, "technology_edit", made.pk) == 403
    )
    with acting_as(by), pytest.raises(WrongState, match="取り下げて"):
        technologies.save_technology(technology=made, by=by, name="別名")
    client = browser(by)
    assert client.post(reverse("technology_act", args=[made.pk, "hide_example"])).status_code == 302
    assert made.name not in say(browser().get(reverse("public_technologies")))
    assert status(world.sato, "technology", made.pk) == 404
    assert (
        "reauthenticate"
        in client.post(reverse("technology_act", args=[made.pk, "show_as_example"]))["Location"]
    )


def test_the_pages_lead_from_a_field_to_a_choice(world, by):
    client = browser(by, afresh=True)
    assert "技術分野はまだありません" in say(client.get(reverse("technology_list")))
    assert client.post(reverse("field_new"), {"name": "量子"}).status_code == 302
    assert client.post(reverse("field_new"), {"name": "量子"}).status_code == 422
    parent = TechnologyField.objects.get()
    assert (
        client.post(reverse("field_new"), {"name": "量子計測", "parent": str(parent.pk)}).status_code == 302
    )
    words = {"field": str(parent.pk), "name": "試験技術", "risk_misuse": "甲", "risk_dependency": "乙"}
    page = client.post(reverse("technology_new"), words)["Location"]
    made = CriticalTechnology.objects.get()
    edit = reverse("technology_edit", args=[made.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, words | {"name": "改めた技術"}).status_code == 302
    assert "改めた技術" in say(client.get(page))
    act = reverse("technology_act", args=[made.pk, "open_narrowing"])
    assert client.get(act).status_code == 200 and client.post(act).status_code == 302
    assert client.post(act).status_code == 409
    decision = NarrowingDecision.objects.get()
    narrowing, close = (reverse(name, args=[decision.pk]) for name in ("narrowing", "narrowing_close"))
    assert client.post(narrowing, {"expert_view": "見解"}).status_code == 302
    assert "まだ書いていない考慮事項" in say(client.get(narrowing))
    day = {"decided_on_year": today().year, "decided_on_month": today().month, "decided_on_day": today().day}
    assert client.get(close).status_code == 200 and client.post(close, {}).status_code == 422
    assert client.post(close, CHOICE | day).status_code == 409
    assert client.post(narrowing, FIVE).status_code == 302
    assert client.post(close, CHOICE | day).status_code == 409, "no decision without a panel"
    for verb, data in (
        ("complete_evidence", {}),
        ("put_to_panel", {"panel_name": "有識者会議"}),
        (
            "record_panel",
            {"panel_opinion": "意見の文"} | {k.replace("decided", "panel"): v for k, v in day.items()},
        ),
    ):
        assert "narrowing_close" not in say(client.get(narrowing)) and close not in say(client.get(narrowing))
        assert client.post(reverse("narrowing_act", args=[decision.pk, verb]), data).status_code == 302
    assert close in say(client.get(narrowing))
    assert client.post(close, CHOICE | day).status_code == 302
    assert client.post(narrowing, FIVE).status_code == 409
    assert "理由の文" in say(client.get(narrowing))
    assert "量子" in say(browser(world.sato).get(reverse("technology_list")))
    assert status(world.sato, "field_new") == status(world.sato, "technology_new") == 404


def test_fields_are_read_by_all_and_added_by_the_office(world, by):
    with acting_as(world.sato):
        with pytest.raises(Refused):
            technologies.add_field(by=world.sato, name="甲", parent=None)
        with pytest.raises(ProgrammingError), transaction.atomic():
            TechnologyField.objects.create(name="甲")


def test_a_part_stands_behind_its_field():
    whole, other = TechnologyField(name="甲"), TechnologyField(name="乙")
    part = TechnologyField(name="甲の一", parent=whole)
    held = CriticalTechnology(name="技術", field=part)
    assert technologies.tree([whole, other, part], [held]) == [
        (0, whole, []),
        (1, part, [held]),
        (0, other, []),
    ]


@pytest.mark.parametrize("name", ["technology_list", "public_technologies"])
def test_lists_cost_the_same_with_few_rows_and_with_many(world, by, django_assert_num_queries, name):
    cost = {"technology_list": 11, "public_technologies": 14}[name]
    client, page = browser(by), reverse(name)
    play.technology(by)
    client.get(page)
    with django_assert_num_queries(cost):
        client.get(page)
    for n in range(49):
        made = play.technology(by, name=f"技術{n}", field=f"分野{n}")
        with acting_as(by):
            perform("show_as_example", made, by=by)
    with django_assert_num_queries(cost):
        assert "技術48" in say(client.get(page))
