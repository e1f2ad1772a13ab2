"""Who got money and people: sums equal the ledger for every reader, a record never changes, hidden concepts stay one sum."""

import csv
import io

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState, perform
from programmes import followups, funding, portfolio, technologies
from programmes.models import BudgetFollowUp, LedgerEntry, NarrowingDecision, PublishedFollowUp
from tests.councils.visitors import browser
from tests.programmes import fund_stage, policy_cast
from tests.programmes.call_stage import FIVE, heard
from tests.programmes.fund_stage import YEAR
from tests.programmes.test_comments import Counter, say

SECRET = "名を伏せる構想"


@pytest.fixture
def stage(world):
    made = fund_stage.make_stage(world)
    fund_stage.paid(made, 100)
    return made


@pytest.fixture
def by(stage):
    return stage.yamamoto


def draft(by, **of) -> BudgetFollowUp:
    with acting_as(by):
        made = followups.begin(by=by, **{"title": "試験の振り返り", "from_year": YEAR, "to_year": YEAR, **of})
        words = {"title": made.title, "evaluation": "内部の評価の文", "public_text": "公表する要旨の文"}
        return followups.write(made, by=by, shown=followups.words_hash(made), **words)


def shown_to(by, made, asked=followups.figures) -> str:
    with acting_as(by):
        return followups.hash_of(made, asked(made.from_year, made.to_year))


def recorded(by, **of) -> BudgetFollowUp:
    made = draft(by, **of)
    shown = shown_to(by, made)
    with acting_as(by):
        return perform("record", made, by=by, shown=shown)


def published(by, made) -> PublishedFollowUp:
    shown = shown_to(by, made, followups.public_figures)
    with acting_as(by):
        perform("publish_follow_up", made, by=by, shown=shown)
        return PublishedFollowUp.objects.get(follow_up=made, withdrawn_at=None)


@pytest.mark.parametrize(
    ("sums", "largest", "index", "even"),
    [
        ([], 0, 0, 0),
        ([0, -5], 0, 0, 0),
        ([7], 100, 10_000, 10_000),
        ([1, 1], 50, 5_000, 5_000),
        ([1, 1, 1], 33, 3_333, 3_333),
        ([80, 10, 10], 80, 6_600, 3_333),
        ([10**12 * 3, 10**12], 75, 6_250, 5_000),
    ],
)
def test_concentration_in_whole_numbers(sums, largest, index, even):
    found = followups.concentration(sums)
    assert (found["largest"], found["index"], found["even"]) == (largest, index, even)


def test_every_column_adds_up_to_the_ledger_for_every_reader(stage, by):
    other = fund_stage.make_concept(stage.world, stage.fund, title=SECRET, allocated=300)
    with acting_as(by):
        perform("list_publicly", stage.fund, by=by)
        audience.open_to(stage.concept, audience.EVERYBODY)
    for who in (by, stage.nakamura, stage.kimura, None):
        with acting_as(who):
            found = followups.figures(YEAR, YEAR)
        assert found["contributed"] == sum(m["amount"] for m in found["ministries"]) == 1_000
        assert found["total"] == {"allocated": 900, "committed": 0, "paid": 100}
        named = sum(row["allocated"] for row in found["concepts"])
        assert named + (found["unnamed"] or {}).get("allocated", 0) == 900
        assert (SECRET in str(found)) is (who is not None)
    with acting_as(None):
        found = followups.figures(YEAR, YEAR)
        assert found["concentration"]["count"] == 1, "an index over all would tell the hidden sum"
    assert LedgerEntry.objects.filter(fund=stage.fund, concept=other).exists()
    with acting_as(stage.sato):
        assert followups.figures(YEAR, YEAR)["total"]["allocated"] == 900, "a listed fund's totals are public"
    with acting_as(by):
        assert followups.figures(YEAR + 1, YEAR + 2)["total"]["allocated"] == 0


def test_people_are_counted_once_and_by_the_days_of_the_year(stage, by):
    with acting_as(by):
        funding.assign(stage.project, by=by, person=stage.tanaka, part="participant")
        funding.assign(stage.concept, by=by, person=stage.tanaka, part="manager")
        [row] = followups.figures(YEAR, YEAR)["concepts"]
        assert row["people"] == 2  # the representative and 田中
        assert followups.figures(YEAR, YEAR)["people"] == 2
        assert followups.figures(YEAR - 3, YEAR - 3)["people"] == 0


def test_an_unlisted_fund_tells_nothing_to_anybody_outside(stage, by):
    with acting_as(by):
        assert followups.public_figures(YEAR, YEAR)["total"]["allocated"] == 0
        assert followups.public_figures(YEAR, YEAR)["people"] == 0
    for who in (None, stage.sato):
        with acting_as(who):
            found = followups.figures(YEAR, YEAR)
        assert not found["contributed"] and not found["concepts"] and not found["unnamed"]


def test_it_is_the_offices_until_recorded_and_then_also_the_auditors(stage, by):
    made = draft(by)
    readers = {"kimura": False, "sato": False, "nakamura": False, "takahashi": False}
    for key, sees in readers.items():
        with acting_as(stage.world.people[key]):
            assert BudgetFollowUp.objects.exists() is sees
        assert browser(stage.world.people[key]).get(reverse("follow_up", args=[made.pk])).status_code == 404
    shown = shown_to(by, made)
    with acting_as(by):
        perform("record", made, by=by, shown=shown)
    for key, sees in {**readers, "kimura": True}.items():
        with acting_as(stage.world.people[key]):
            assert BudgetFollowUp.objects.exists() is sees
    auditor = browser(stage.kimura)
    assert "内部の評価の文" in say(auditor.get(reverse("follow_up", args=[made.pk])))
    assert auditor.get(reverse("follow_up_edit", args=[made.pk])).status_code == 403
    assert auditor.get(reverse("follow_up_act", args=[made.pk, "publish_follow_up"])).status_code == 403
    assert auditor.get(reverse("follow_up_revise", args=[made.pk])).status_code == 403
    with acting_as(stage.kimura), pytest.raises(Refused):
        perform("publish_follow_up", made, by=stage.kimura, shown="")
    assert browser(stage.sato).get(reverse("follow_up_new")).status_code == 404
    with acting_as(stage.sato), pytest.raises(Refused):
        followups.begin(by=stage.sato, title="x", from_year=YEAR, to_year=YEAR)


def test_what_is_recorded_is_what_was_shown_and_never_changes(stage, by):
    made = draft(by)
    shown = shown_to(by, made)
    fund_stage.paid(stage, 50)
    with acting_as(by):
        with pytest.raises(WrongState, match="数字か文が変わりました"):
            perform("record", made, by=by, shown=shown)
        made = perform("record", made, by=by, shown=followups.hash_of(made, followups.figures(YEAR, YEAR)))
        with pytest.raises(WrongState):
            followups.write(
                made, by=by, shown=followups.words_hash(made), title="x", evaluation="x", public_text=""
            )
        for change in ({"evaluation": "x"}, {"figures": {}}, {"from_year": 2020}, {"state": "draft"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                BudgetFollowUp.objects.filter(pk=made.pk).update(**change)
    fund_stage.paid(stage, 25)
    page = say(browser(by).get(reverse("follow_up", args=[made.pk])))
    assert "記録した時のものです" in page and ">150<" in page and ">175<" not in page


def test_nothing_is_recorded_without_words(stage, by):
    with acting_as(by):
        made = followups.begin(by=by, title="空", from_year=YEAR, to_year=YEAR)
        with pytest.raises(WrongState, match="評価を書いて"):
            perform("record", made, by=by, shown="")
        with pytest.raises(IntegrityError), transaction.atomic():
            BudgetFollowUp.objects.filter(pk=made.pk).update(state="recorded")


def test_a_new_version_keeps_the_old_one(stage, by):
    first = recorded(by)
    answer = browser(by).post(reverse("follow_up_revise", args=[first.pk]))
    second = BudgetFollowUp.objects.exclude(pk=first.pk).get()
    assert answer["Location"] == reverse("follow_up", args=[second.pk])
    assert (second.number, second.revises_id, second.evaluation) == (2, first.pk, first.evaluation)
    assert browser(by).post(reverse("follow_up_revise", args=[first.pk])).status_code == 409
    page = say(browser(by).get(reverse("follow_up", args=[second.pk])))
    assert reverse("follow_up", args=[first.pk]) in page
    with acting_as(by):
        perform("withdraw", second, by=by, reason="やめる")
    assert BudgetFollowUp.objects.get(pk=first.pk).state == "recorded"


def test_the_public_version_has_the_summary_and_no_hidden_name(stage, by):
    fund_stage.make_concept(stage.world, stage.fund, title=SECRET, allocated=300)
    with acting_as(by):
        perform("list_publicly", stage.fund, by=by)
        audience.open_to(stage.concept, audience.EVERYBODY)
    made = recorded(by)
    assert not PublishedFollowUp.objects.exists()
    assert "公表したフォローアップはまだありません" in say(browser().get(reverse("public_follow_ups")))
    public = published(by, made)
    for address in ("public_follow_up", "public_follow_up_csv"):
        page = say(browser().get(reverse(address, args=[public.pk])))
        assert SECRET not in page and "内部の評価の文" not in page and str(made.pk) not in page
        assert "試験構想" in page and "名前を出さない構想の合計" in page
    page = say(browser().get(reverse("public_follow_up", args=[public.pk])))
    assert "公表する要旨の文" in page and ">300<" in page and ">900<" in page
    assert made.title in say(browser().get(reverse("public_follow_ups")))
    for row in ({"text": "x"}, {"figures": {}}):
        with acting_as(by), pytest.raises(DatabaseError), transaction.atomic():
            PublishedFollowUp.objects.update(**row)
    with acting_as(by):
        with pytest.raises(WrongState):
            perform("publish_follow_up", made, by=by, shown="")
        perform("take_off_follow_up", made, by=by, reason="数字の誤り")
    assert browser().get(reverse("public_follow_up", args=[public.pk])).status_code == 404
    with acting_as(None):
        assert not PublishedFollowUp.objects.exists()
    assert published(by, made).pk != public.pk


def test_what_stopped_being_public_before_publication_is_not_named(stage, by):
    with acting_as(by):
        perform("list_publicly", stage.fund, by=by)
        audience.open_to(stage.concept, audience.EVERYBODY)
    made = recorded(by)
    shown = shown_to(by, made, followups.public_figures)
    with acting_as(by):
        audience.close_to(stage.concept, audience.EVERYBODY)
        with pytest.raises(WrongState, match="数字が変わりました"):
            perform("publish_follow_up", made, by=by, shown=shown)
    assert "試験構想" not in str(published(by, made).figures)


def test_the_pages_lead_from_the_start_to_the_public_page(stage, by):
    client = browser(by, afresh=True)
    assert reverse("follow_up_list") in say(client.get(reverse("programme_home")))
    page = reverse("follow_up_new")
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"title": "x", "from_year": "2026", "to_year": "2025"}).status_code == 422
    data = {"title": "画面の振り返り", "from_year": "令和8", "key": "11111111-1111-4111-8111-111111111111"}
    first, again = client.post(page, data), client.post(page, data)
    assert first["Location"] == again["Location"] and BudgetFollowUp.objects.count() == 1
    made = BudgetFollowUp.objects.get()
    assert client.post(page, {**data, "key": "21111111-1111-4111-8111-111111111111"}).status_code == 409
    edit = reverse("follow_up_edit", args=[made.pk])
    words = {"title": made.title, "evaluation": "画面の評価", "public_text": "画面の要旨"}
    shown = client.get(edit).context["form"]["shown"].value()
    assert client.post(edit, {"shown": shown, **words}).status_code == 302
    assert client.post(edit, {"shown": shown, **words}).status_code == 409
    for verb in ("record", "publish_follow_up"):
        act = reverse("follow_up_act", args=[made.pk, verb])
        shown = client.get(act).context["shown"]
        assert client.post(act, {"shown": "x"}).status_code == 409
        assert client.post(act, {"shown": shown}).status_code == 302
    assert client.get(reverse("follow_up_act", args=[made.pk, "x"])).status_code == 404
    assert "画面の要旨" in say(browser().get(reverse("public_follow_ups"))) or PublishedFollowUp.objects.get()
    sheet = client.get(reverse("follow_up_csv", args=[made.pk])).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(sheet)))[-1][2] == "600"
    assert Entry.objects.filter(verb="export_follow_up", actor=by).exists()


def test_pages_cost_the_same_with_one_row_and_with_fifty(stage, by):
    made, client = draft(by), browser(by)
    pages = [reverse("follow_up", args=[made.pk]), reverse("follow_up_list")]

    def cost() -> list[int]:
        found = []
        for page in pages:
            with connection.execute_wrapper(counter := Counter()):
                assert client.get(page).status_code == 200
            found.append(counter.n)
        return found

    cost()
    before = cost()
    for n in range(50):
        fund_stage.make_concept(stage.world, stage.fund, title=f"構想{n}", allocated=1)
        with acting_as(by):
            followups.begin(by=by, title=f"振り返り{n}", from_year=2001 + n, to_year=2002 + n)
    assert cost() == before


# By technology and field ---------------------------------------------------------------------------------
@pytest.fixture
def shared(stage, by):
    """60 percent of the concept's 600 yen for a chosen technology of 量子, 25 for one of 海洋; 宇宙 is chosen and has nothing."""
    made = {
        "chosen": policy_cast.technology(by, field="量子", name="量子計測"),
        "other": policy_cast.technology(by, field="海洋", name="海中通信"),
        "empty": policy_cast.technology(by, field="宇宙", name="宇宙光通信"),
    }
    with acting_as(by):
        for key in ("chosen", "empty"):
            perform("open_narrowing", made[key], by=by)
            decision = NarrowingDecision.objects.get(technology=made[key])
            technologies.consider(decision, by=by, **FIVE)
            heard(decision, by)
            perform(
                "close_narrowing", decision, by=by, outcome="selected", reason="理由の文", decided_on=today()
            )
    with acting_as(by):
        for key, share in (("chosen", 60), ("other", 25)):
            portfolio.link_technology(stage.concept, by=by, technology=made[key], share=share)
    return made


def test_money_and_people_by_field_add_up_and_the_empty_priority_is_named(stage, by, shared):
    with acting_as(by):
        found = followups.figures(YEAR, YEAR)
    rows = {row["name"]: row for row in found["fields"]}
    assert (rows["量子"]["allocated"], rows["量子"]["paid"], rows["量子"]["people"]) == (360, 60, 1)
    assert (rows["海洋"]["allocated"], rows["海洋"]["priority"]) == (150, False)
    assert (rows["宇宙"]["allocated"], rows["宇宙"]["people"], rows["宇宙"]["priority"]) == (0, 0, True)
    for name in ("allocated", "committed", "paid"):
        assert sum(r[name] for r in found["fields"]) + found["unshared"][name] == found["total"][name]
    assert found["priority"]["allocated"] == 360 and found["priority"]["without"] == ["宇宙"]
    assert [t["name"] for t in found["technologies"]] == ["量子計測", "海中通信"]
    assert found["field_concentration"]["count"] == 2 and found["technology_concentration"]["largest"] == 71
    page = say(browser(by).get(reverse("follow_up", args=[draft(by).pk])))
    assert "重点とした技術に資金と人が付いたか" in page and "宇宙" in page and ">360<" in page
    assert "技術への割合が示されていない分" in page and ">90<" in page


def test_who_reads_no_technology_learns_no_share_of_it(stage, by, shared):
    with acting_as(by):
        perform("list_publicly", stage.fund, by=by)
        audience.open_to(stage.concept, audience.EVERYBODY)
    for who in (stage.nakamura, stage.takahashi, None):
        with acting_as(who):
            found = followups.public_figures(YEAR, YEAR)
        assert "量子計測" not in str(found) and found["technologies"] == []
        assert found["unshared"] == found["total"]
    with acting_as(by):
        perform("show_as_example", shared["chosen"], by=by)
    with acting_as(None):
        found = followups.public_figures(YEAR, YEAR)
    assert [t["name"] for t in found["technologies"]] == ["量子計測"]
    assert found["priority"]["count"] == 0, "what was chosen is public by a published vision only"
