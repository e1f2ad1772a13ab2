"""The book of a technology stays the office's; versions, readings and reasons are only added; the public part leaves with the technology."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.verbs import Gone, Refused, WrongState, perform
from programmes import ranking, roadmaps, strategy, technologies
from programmes.models import (
    CatalogueEntry,
    CriticalTechnology,
    MilestoneReport,
    NarrowingDecision,
    RankingDecision,
    RoadmapMilestone,
    StrategyVersion,
    TechnologyBook,
    TechnologyField,
    TechnologySheet,
    TrlReading,
)
from programmes.models.trl import record_trl, trl_history, trl_readings
from tests.councils.visitors import browser, status
from tests.programmes import fund_stage
from tests.programmes import policy_cast as play
from tests.programmes import technology_cast as cast
from tests.programmes.call_stage import heard

FIVE = dict.fromkeys(NarrowingDecision.CONSIDERATIONS, "考慮の文")
STRATEGY = {"winning_path": "ここで勝つ", "why": "見直し", "goals": ["advantage"], "levers": ["patents"]}


@pytest.fixture
def by(world):
    return play.officer(world)


@pytest.fixture
def made(world, by):
    return cast.whole(world, by)


@pytest.fixture
def book(by, made):
    return cast.book_of(by, made)


def say(answer) -> str:
    return answer.content.decode()


def day(name: str, on) -> dict[str, int]:
    return {f"{name}_year": on.year, f"{name}_month": on.month, f"{name}_day": on.day}


# Who does not see it ---------------------------------------------------------------------------------------


def test_nothing_of_the_book_is_seen_when_the_technology_is_public(world, by, made, book):
    cast.shown(by, made)
    for who in (world.sato, world.yoshida, world.kimura, None):
        with acting_as(who):
            assert CriticalTechnology.objects.filter(pk=made.pk).exists()
            assert TechnologySheet.objects.get().summary == "だれもが読む要旨"
            for model in (
                TechnologyBook,
                StrategyVersion,
                TrlReading,
                RoadmapMilestone,
                MilestoneReport,
                RankingDecision,
            ):
                assert not model.objects.exists(), model
            assert trl_history(made) == []
    milestone = RoadmapMilestone.objects.get()
    pages = [("technology_book", book.pk), ("technology_trl", book.pk), ("technology_roadmap", book.pk)]
    pages += [("technology_place", book.pk), ("strategy_edit", book.pk), ("roadmap_milestone", milestone.pk)]
    for name, pk in pages:
        assert status(world.sato, name, pk) == 404, name
    for page in (
        browser(world.sato).get(reverse("technology", args=[made.pk])),
        browser().get(reverse("public_technology", args=[made.pk])),
    ):
        assert page.status_code == 200 and "だれもが読む要旨" in say(page)
        assert (
            cast.SECRET not in say(page) and "順位の理由" not in say(page) and str(book.pk) not in say(page)
        )


def test_others_write_nothing_into_it(world, by, made, book):
    cast.shown(by, made)
    with acting_as(world.sato):
        for act in (
            lambda: strategy.save_strategy(book, by=world.sato, after=1, why="甲"),
            lambda: strategy.save_sheet(made, by=world.sato, summary="乗っ取り"),
            lambda: ranking.place(made, by=world.sato, position=1, reason="甲"),
            lambda: record_trl(made, by=world.sato, level=9, on=today(), evidence="甲"),
            lambda: roadmaps.add_milestone(book, by=world.sato, title="甲"),
        ):
            with pytest.raises(Refused), transaction.atomic():
                act()
        with pytest.raises(ProgrammingError), transaction.atomic():
            TrlReading.objects.create(
                item_id=made.pk, level=9, on=today(), evidence="甲", recorded_by=world.sato
            )
        assert TechnologySheet.objects.update(summary="乗っ取り") == 0
    assert status(world.sato, "sheet_edit", made.pk) == 403
    assert (
        browser(world.sato).post(reverse("sheet_edit", args=[made.pk]), {"summary": "甲"}).status_code == 403
    )


def test_the_public_part_needs_a_public_technology_and_leaves_with_it(world, by, made):
    about = cast.entry(by, "standard", technology=made, category="formal")
    with acting_as(by):
        sheet = TechnologySheet.objects.get()
        for verb, thing in (("publish_sheet", sheet), ("publish_entry", about)):
            with pytest.raises(WrongState, match="公開"):
                perform(verb, thing, by=by)
        for model, change in (
            (TechnologySheet, {"state": "published"}),
            (CatalogueEntry, {"is_public": True}),
        ):
            with pytest.raises(DatabaseError, match="nothing public"), transaction.atomic():
                model.objects.update(**change)
    cast.shown(by, made)
    with acting_as(by):
        perform("publish_entry", about, by=by)
        with pytest.raises(WrongState, match="取り下げて"):
            strategy.save_sheet(made, by=by, summary="別の要旨")
        with pytest.raises(DatabaseError, match="taken down with it"), transaction.atomic():
            CriticalTechnology.objects.update(is_public_example=False)
    assert "登録簿の件名" in say(browser().get(reverse("public_technology", args=[made.pk])))
    with acting_as(by):
        perform("hide_example", made, by=by)
    with acting_as(None):
        assert not TechnologySheet.objects.exists() and not CatalogueEntry.objects.exists()
    assert browser().get(reverse("public_technology", args=[made.pk])).status_code == 404
    assert "登録簿の件名" not in say(browser().get(reverse("public_register", args=["standard"])))
    with acting_as(by):
        assert TechnologySheet.objects.get().state == "draft" and not CatalogueEntry.objects.get().is_public


# The card --------------------------------------------------------------------------------------------------


def test_every_saved_version_stays_and_nobody_overwrites_another(world, by, made, book):
    with acting_as(by):
        with pytest.raises(WrongState, match="第1版"):
            strategy.save_strategy(book, by=by, after=0, why="遅れた")
        strategy.save_strategy(book, by=by, after=1, why="二度目", winning_path="改めた")
        assert [v.number for v in StrategyVersion.objects.filter(item=book)] == [2, 1]
        for change in (
            lambda: StrategyVersion.objects.update(winning_path="消す"),
            lambda: StrategyVersion.objects.all().delete(),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
    for change in (
        lambda: StrategyVersion.objects.update(winning_path="消す"),
        lambda: RankingDecision.objects.update(reason="消す"),
        lambda: TrlReading.objects.update(level=1),
        lambda: MilestoneReport.objects.update(text="消す"),
    ):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            change()


def test_the_pages_of_a_card(world, by, made, book):
    client = browser(by, afresh=True)
    page, edit = (reverse(name, args=[book.pk]) for name in ("technology_book", "strategy_edit"))
    assert cast.SECRET in say(client.get(page)) and cast.SECRET in say(client.get(edit))
    assert client.post(edit, STRATEGY | {"after": 1, "why": " "}).status_code == 422
    assert client.post(edit, STRATEGY | {"after": 0}).status_code == 409
    assert client.post(edit, STRATEGY | {"after": 1}).status_code == 302
    assert client.post(edit, STRATEGY | {"after": 1}).status_code == 409  # pressed twice
    shown = say(client.get(page))
    assert "ここで勝つ" in shown and "第2版" in shown and "優位性" in shown and "特許" in shown
    old = client.get(reverse("strategy_version", args=[book.pk, 1]))
    assert cast.SECRET in say(old) and "ここで勝つ" not in say(old)
    assert client.get(reverse("strategy_version", args=[book.pk, 9])).status_code == 404
    profile = reverse("profile_edit", args=[book.pk])
    seen = client.get(profile).context["form"]["shown"].value()
    sent = {"origin": "seeds", "horizon": "long", "is_platform": "on", "shown": seen}
    assert client.post(profile, sent).status_code == 302
    assert client.post(profile, sent | {"origin": "needs"}).status_code == 409
    assert "シーズ主導" in say(client.get(page)) and "つくる取組" in say(client.get(page))
    sheet = TechnologySheet.objects.get()
    act = reverse("sheet_act", args=[sheet.pk, "publish_sheet"])
    assert client.get(act).status_code == 200 and client.post(act).status_code == 409
    cast.shown(by, made)
    assert "公開済" in say(client.get(reverse("technology_sheet", args=[sheet.pk])))
    assert client.post(reverse("sheet_act", args=[sheet.pk, "withdraw_sheet"])).status_code == 302
    assert client.get(reverse("sheet_act", args=[sheet.pk, "delete"])).status_code == 404


# Maturity --------------------------------------------------------------------------------------------------


def test_a_reading_is_corrected_by_another_and_never_off_the_scale(world, by, made, book):
    with acting_as(by):
        [first] = trl_history(made)
        assert first.band == "applied"
        key = first.pk
        assert record_trl(made, by=by, level=4, on=today(), evidence="同じ", key=key).pk == first.pk
        second = record_trl(made, by=by, level=3, on=today(), evidence="再試験", replaces=first)
        assert [r.pk for r in trl_history(made)] == [second.pk] and len(trl_readings(made)) == 2
        for wrong, words in (
            ({"replaces": first}, "改められて"),
            ({"level": 10}, "1から9"),
            ({"level": 0}, "1から9"),
            ({"on": today() + timedelta(days=1)}, "今日まで"),
            ({"evidence": " "}, "根拠"),
        ):
            with pytest.raises(WrongState, match=words):
                record_trl(made, by=by, **{"level": 5, "on": today(), "evidence": "甲", **wrong})
    with pytest.raises(IntegrityError), transaction.atomic():
        TrlReading.objects.create(item=book, level=10, on=today(), evidence="甲")
    other = play.technology(by, name="別の技術")
    with acting_as(by), pytest.raises(DatabaseError, match="same thing"), transaction.atomic():
        TrlReading.objects.create(
            item=cast.book_of(by, other), level=1, on=today(), evidence="甲", replaces=second, recorded_by=by
        )


def test_the_page_of_maturity_shows_the_same_as_chart_and_table(by, made, book):
    client = browser(by)
    page, new = (reverse(name, args=[book.pk]) for name in ("technology_trl", "trl_new"))
    assert client.post(new, {"level": 9, "evidence": "甲"}).status_code == 422
    sent = {"level": 5, "evidence": "海域試験", **day("on", today())}
    assert client.post(new, sent).status_code == 422  # no key: not from our page
    key = client.get(new).context["form"]["key"].value()
    for _press in range(2):
        assert client.post(new, sent | {"key": key}).status_code == 302
    assert TrlReading.objects.count() == 2
    shown = say(client.get(page))
    assert 'width="5"' in shown and "海域試験" in shown and "応用研究" in shown


def test_a_project_is_read_by_its_own_people(world):
    stage = fund_stage.make_stage(world)
    with acting_as(world.nakamura):
        record_trl(stage.project, by=world.nakamura, level=2, on=today(), evidence="計算")
    with acting_as(world.takahashi):
        assert [r.level for r in trl_history(stage.project)] == [2]
        with pytest.raises(Refused):
            record_trl(stage.project, by=world.takahashi, level=9, on=today(), evidence="甲")
    with acting_as(world.kato):
        assert trl_history(stage.project) == []


# The roadmap -----------------------------------------------------------------------------------------------


def test_a_milestone_moves_with_its_reasons(world, by, made, book):
    client = browser(by)
    page, new = (reverse(name, args=[book.pk]) for name in ("technology_roadmap", "roadmap_new"))
    late = today() - timedelta(days=3)
    key = client.get(new).context["form"]["key"].value()
    sent = {"title": "試作", "stage": "basic", "responsible": str(world.organisations["university"].pk)}
    assert client.post(new, sent | {"key": key}).status_code == 422
    for _press in range(2):
        assert client.post(new, sent | {"key": key} | day("due", late)).status_code == 302
    found = RoadmapMilestone.objects.get(title="試作")
    assert "期限を過ぎた到達点が1件" in say(client.get(page))

    def act(verb: str, data: dict, wanted: int) -> None:
        address = reverse("roadmap_act", args=[found.pk, verb])
        assert client.get(address).status_code == 200
        assert client.post(address, data).status_code == wanted, verb

    act("postpone_milestone", {**day("due", late), "text": "同じ"}, 409)
    act("postpone_milestone", day("due", today()), 422)
    act("postpone_milestone", {**day("due", today()), "text": "部材の遅れ"}, 302)
    act("start_milestone", {"text": "着手"}, 302)
    act("reach_milestone", {**day("on", today() + timedelta(days=1)), "text": "甲"}, 422)
    act("reach_milestone", {**day("on", today()), "text": "試験成績書"}, 302)
    act("drop_milestone", {"text": "甲"}, 409)
    edit = reverse("roadmap_edit", args=[found.pk])
    assert client.post(edit, sent | {"why": "甲"}).status_code == 409
    act("reopen_milestone", {"text": "やり直し"}, 302)
    assert client.post(edit, sent | {"title": "試作機", "why": "名称の統一"}).status_code == 302
    shown = say(client.get(reverse("roadmap_milestone", args=[found.pk])))
    assert all(word in shown for word in ("部材の遅れ", "試験成績書", "やり直し", "名称の統一", "試作機"))
    with pytest.raises(IntegrityError), transaction.atomic():
        RoadmapMilestone.objects.update(state="reached", reached_on=None)


# The order -------------------------------------------------------------------------------------------------


def ranks() -> dict[str, int]:
    found = TechnologyBook.objects.filter(rank__isnull=False).values_list("technology__name", "rank")
    return dict(found)


def test_places_are_one_each_and_every_step_has_its_reason(world, by, made, book):
    b, c = (play.technology(by, name=name) for name in "乙丙")
    with acting_as(by):
        ranking.place(b, by=by, position=1, reason="先")
        ranking.place(c, by=by, position=99, reason="後")
        assert ranks() == {"乙": 1, "試験技術": 2, "丙": 3}
        ranking.place(b, by=by, position=3, reason="下げる")
        assert ranks() == {"試験技術": 1, "丙": 2, "乙": 3}
        with pytest.raises(WrongState, match="すでに"):
            ranking.place(b, by=by, position=3, reason="二度")
        with pytest.raises(WrongState, match="理由"), transaction.atomic():
            ranking.place(b, by=by, position=1, reason=" ")
        ranking.remove(c, by=by, reason="外す")
        assert ranks() == {"試験技術": 1, "乙": 2}
        with pytest.raises(WrongState, match="付いていません"):
            ranking.remove(c, by=by, reason="外す")
        perform("drop_technology", made, by=by, reason="強みがない")
        assert ranks() == {"乙": 1}
        for act in (
            lambda: ranking.place(made, by=by, position=1, reason="甲"),
            lambda: perform("open_narrowing", made, by=by),
            lambda: perform("drop_technology", made, by=by, reason="甲"),
        ):
            with pytest.raises(WrongState):
                act()
        perform("take_up_technology", made, by=by, reason="情勢が変わった")
        made.refresh_from_db()
        assert made.state == "candidate"
        assert [s.step for s in ranking.steps(made)] == ["taken_up", "dropped", "placed"]
    assert "強みがない" in say(browser(by).get(reverse("technology_place", args=[book.pk])))
    assert "乙" in say(browser(by).get(reverse("technology_order")))
    assert status(world.sato, "technology_order") == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        TechnologyBook.objects.update(rank=1)
        transaction.get_connection().check_constraints()


def test_the_pages_of_the_order(by, made, book):
    client = browser(by)
    place, remove = (reverse(name, args=[book.pk]) for name in ("place_set", "place_remove"))
    assert client.post(place, {"position": "０", "reason": "甲"}).status_code == 422
    assert client.post(place, {"position": "１", "reason": "甲"}).status_code == 409
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "甲"}).status_code == 302
    assert client.post(remove, {"reason": "甲"}).status_code == 409
    drop = reverse("technology_act", args=[made.pk, "drop_technology"])
    assert client.post(drop, {}).status_code == 422
    assert client.post(drop, {"reason": "甲"}).status_code == 302
    assert client.post(drop, {"reason": "甲"}).status_code == 409


# The choice ------------------------------------------------------------------------------------------------


def test_a_decision_passes_its_panel_and_supersedes_the_one_before(by, made):
    choice = {"outcome": "selected", "reason": "理由", "decided_on": today()}
    with acting_as(by):
        perform("open_narrowing", made, by=by)
        first = NarrowingDecision.objects.get()
        with pytest.raises(WrongState, match="書いていない"):
            perform("complete_evidence", first, by=by)
        technologies.consider(first, by=by, **FIVE)
        perform("complete_evidence", first, by=by)
        with pytest.raises(WrongState, match="そろった後"):
            technologies.consider(first, by=by, expert_view="甲")
        perform("put_to_panel", first, by=by, panel_name="有識者会議")
        with pytest.raises(WrongState, match="意見をまだ"):
            perform("close_narrowing", first, by=by, **choice)
        with pytest.raises(WrongState, match="検討中"):
            perform("drop_technology", made, by=by, reason="甲")
        perform("record_panel", first, by=by, panel_on=today(), panel_opinion="妥当")
        perform("reopen_evidence", first, by=by)
        first.refresh_from_db()
        assert first.panel_opinion == ""
        heard(first, by)
        perform("close_narrowing", first, by=by, **choice)
        perform("open_narrowing", made, by=by)
        second = NarrowingDecision.objects.get(state="open")
        technologies.consider(second, by=by, **FIVE)
        heard(second, by)
        perform("close_narrowing", second, by=by, **choice | {"outcome": "not_selected"})
        states = dict(NarrowingDecision.objects.values_list("pk", "state"))
        assert states == {first.pk: "superseded", second.pk: "closed"}
        made.refresh_from_db()
        assert made.state == "not_selected"
    for change in ({"reason": "書き換え"}, {"state": "open"}, {"state": "superseded", "outcome": "selected"}):
        with pytest.raises(DatabaseError, match="stands as it was"), transaction.atomic():
            NarrowingDecision.objects.filter(pk=second.pk).update(**change)


def test_the_pages_of_the_panel(world, by, made):
    client = browser(by)
    with acting_as(by):
        perform("open_narrowing", made, by=by)
        decision = NarrowingDecision.objects.get()
        technologies.consider(decision, by=by, **FIVE)
    page = reverse("narrowing", args=[decision.pk])
    for verb, data, wanted in (
        ("complete_evidence", {}, 302),
        ("complete_evidence", {}, 409),
        ("put_to_panel", {}, 422),
        ("put_to_panel", {"panel_name": "有識者会議"}, 302),
        ("record_panel", {"panel_opinion": "妥当", **day("panel_on", today())}, 302),
    ):
        address = reverse("narrowing_act", args=[decision.pk, verb])
        assert client.get(address).status_code == 200
        assert client.post(address, data).status_code == wanted, verb
    assert "妥当" in say(client.get(page)) and "有識者会議" in say(client.get(page))
    assert client.get(reverse("narrowing_act", args=[decision.pk, "close_narrowing"])).status_code == 404
    assert status(world.sato, "narrowing_act", decision.pk, "put_to_panel") == 404


# The fields ------------------------------------------------------------------------------------------------


def test_fields_are_moved_and_merged_and_no_technology_is_lost(world, by, made):
    client = browser(by)
    with acting_as(by):
        a = made.field
        b = technologies.add_field(by=by, name="乙分野", parent=None)
        c = technologies.add_field(by=by, name="丙分野", parent=a)
    edit = reverse("field_edit", args=[a.pk])
    assert client.post(edit, {"name": "乙分野"}).status_code == 422
    assert client.post(edit, {"name": "甲分野", "parent": str(c.pk)}).status_code == 422  # under itself
    assert client.post(edit, {"name": "甲分野"}).status_code == 302
    with acting_as(by):
        with pytest.raises(WrongState, match="その下"):
            technologies.edit_field(a, by=by, name="甲", parent=c)
        with pytest.raises(WrongState, match="その下"):
            technologies.merge_field(a, by=by, into=c)
        with pytest.raises(DatabaseError, match="own part"), transaction.atomic():
            TechnologyField.objects.filter(pk=a.pk).update(parent=c)
    assert client.post(reverse("field_remove", args=[a.pk])).status_code == 409
    with acting_as(by), pytest.raises(IntegrityError), transaction.atomic():
        TechnologyField.objects.filter(pk=a.pk).delete()
        transaction.get_connection().check_constraints()
    assert client.post(reverse("field_move", args=[b.pk, "up"])).status_code == 302
    order = [f.name for f in TechnologyField.objects.filter(parent=None)]
    assert order == ["乙分野", "甲分野"]
    assert "甲分野" in say(client.get(reverse("field_list")))
    merge = reverse("field_merge", args=[a.pk])
    assert client.get(merge).status_code == 200 and client.post(merge, {}).status_code == 422
    assert client.post(merge, {"into": str(b.pk)}).status_code == 302
    made.refresh_from_db()
    assert made.field_id == b.pk and TechnologyField.objects.get(pk=c.pk).parent_id == b.pk
    assert not TechnologyField.objects.filter(pk=a.pk).exists()
    assert client.post(reverse("field_remove", args=[c.pk])).status_code == 302
    for name in ("field_list", "field_edit", "field_merge", "field_remove"):
        assert status(world.sato, name, *([b.pk] if name != "field_list" else [])) == 404
    with acting_as(world.sato):
        assert TechnologyField.objects.filter(pk=b.pk).update(name="乗っ取り") == 0
        assert TechnologyField.objects.filter(pk=b.pk).delete()[0] == 0
        with pytest.raises(Refused):
            technologies.remove_field(b, by=world.sato)
    with acting_as(by), pytest.raises(Gone):
        technologies.remove_field(a, by=by)


def test_the_list_is_fine_with_five_hundred(world, by, django_assert_num_queries):
    client, page = browser(by), reverse("technology_list")
    first = play.technology(by)
    client.get(page)
    with django_assert_num_queries(LIST_COST):
        client.get(page)
    rows = [
        CriticalTechnology(
            field=first.field,
            name=f"技術{n:03}",
            risk_misuse="甲",
            risk_dependency="乙",
            public_title="重要技術",
        )
        for n in range(499)
    ]
    for row in rows:
        row.save()
    from confidentiality import audience
    from confidentiality.models import BaseAudience

    BaseAudience.objects.bulk_create(
        [BaseAudience(item_id=row.pk, principal_id=audience.office("programme_staff")) for row in rows]
    )
    with django_assert_num_queries(LIST_COST):
        shown = say(client.get(page))
    assert "500件" in shown and "技術000" in shown and "技術498" not in shown and "5ページ中1ページ" in shown
    assert "技術498" in say(client.get(page, {"q": "技術498"}))
    assert "技術498" in say(client.get(page, {"page": "5"}))
    assert "この条件に" in say(client.get(page, {"state": "dropped"}))
    assert "重要技術はありません" in say(browser(world.sato).get(page))


LIST_COST = 11
