"""Councils, meetings, papers, minutes and follow-up through the API: same sight, same acts, same lines as the pages."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from councils import followup, meetings
from councils.models import (
    ActionItem,
    ActionReport,
    AgendaItem,
    Attendance,
    Council,
    Meeting,
    MinutesRecord,
    MinutesSummary,
    RemarkSpeaker,
)
from tests.cast import MEMBERS, PEOPLE, make_designation, make_material
from tests.councils import minutes_cast
from tests.councils.test_followup import assign, secret_of
from tests.councils.visitors import browser


def get(person, name, *args):
    return browser(person).get(reverse(name, args=args))


def send(person, name, pk, *, afresh=False, **body):
    client = browser(person, afresh=afresh)
    return client.post(reverse(name, args=[pk]), json.dumps(body), content_type="application/json")


def announced(world) -> Meeting:
    start = timezone.now() + timedelta(days=3)
    with acting_as(world.sato):
        made = meetings.plan_meeting(
            world.quantum, by=world.sato, starts_at=start, ends_at=start + timedelta(hours=2), place="会議室"
        )
        AgendaItem.objects.create(item=made, number=1, title="議題", topic=1)
        return meetings.announce_meeting(made, by=world.sato)


def entries(person, verb) -> int:
    return Entry.objects.filter(actor=person, verb=verb).count()


# Councils and papers ---------------------------------------------------------------------------------------


def test_a_former_member_knows_the_councils_name_and_no_more(world):
    shown = get(world.saito, "api_council", world.quantum.pk).json()
    assert shown["title"] == "量子試験協議会" and not shown["has_content"]
    assert not {"purpose", "state", "scope"} & set(shown)
    assert get(world.suzuki, "api_council", world.quantum.pk).json()["purpose"] == "目的"
    assert get(world.kato, "api_council", world.quantum.pk).status_code == 404


def test_reading_a_paper_leaves_the_line_its_page_leaves(world):
    material = make_material(world.quantum, world.tanaka, text="■ 見出し\n\n本文の段落")
    shown = get(world.suzuki, "api_material", material.pk).json()
    assert shown["text"]["sections"][0]["heading"] and shown["versions"][0]["number"] == 1
    line = Entry.objects.filter(actor=world.suzuki, verb="read_material").last()
    assert (line.item_id, line.note) == (material.pk, {"version": 1})
    assert get(world.suzuki, "api_material_version", material.pk, 2).status_code == 404
    assert get(world.suzuki, "api_material_version", material.pk, 2**40).status_code == 404
    assert entries(world.suzuki, "read_material") == 1


def test_one_who_knows_the_title_only_reads_nothing_and_leaves_no_line(world):
    material = make_material(
        world.quantum, world.tanaka, title="まことの題", public_title="中立の題", sealed=True
    )
    make_designation(world, material)
    shown = get(world.suzuki, "api_material", material.pk).json()
    assert (shown["title"], shown["has_content"]) == ("中立の題", False)
    assert not {"text", "versions", "disclosure", "source_body"} & set(shown)
    assert entries(world.suzuki, "read_material") == 0


def test_a_public_paper_does_not_name_the_council_it_came_from(world):
    material = make_material(world.quantum, world.tanaka, title="公開した資料")
    with acting_as(world.tanaka):
        audience.open_to(material, audience.EVERYBODY)
    for response in (get(world.inoue, "api_material", material.pk), get(world.inoue, "api_materials")):
        assert str(world.quantum.pk) not in response.content.decode()
        assert "公開した資料" in response.content.decode()


def test_a_list_narrows_to_a_council_and_says_no_more_of_a_hidden_one(world):
    make_material(world.quantum, world.tanaka)
    other = make_material(world.ocean, world.kato)
    shown = browser(world.tanaka).get(reverse("api_materials"), {"council": world.quantum.pk}).json()
    assert len(shown["results"]) == 1
    hidden = browser(world.tanaka).get(reverse("api_materials"), {"council": world.ocean.pk}).json()
    assert hidden == {"results": [], "next": None} and other


# Meetings --------------------------------------------------------------------------------------------------


def test_a_meeting_shows_ones_own_answer_and_takes_another(world):
    meeting = announced(world)
    shown = get(world.ito, "api_meeting", meeting.pk).json()
    assert shown["agenda"][0]["title"] == "議題" and shown["replies"]["own"] == "none"
    assert shown["offered"][0]["url"] == reverse("api_meeting_reply", args=[meeting.pk])
    for _ in range(2):
        answered = send(world.ito, "api_meeting_reply", meeting.pk, reply="online")
    assert answered.status_code == 200 and answered.json()["replies"] == {
        "own": "online",
        "expected": shown["replies"]["expected"],
        "coming": 1,
    }
    assert Attendance.objects.filter(item=meeting, reply="online").count() == 1
    wrong = send(world.ito, "api_meeting_reply", meeting.pk, reply="perhaps")
    assert wrong.status_code == 422 and "venue" in wrong.json()["fields"]["reply"][0]


def test_an_answer_after_the_meeting_is_too_late(world):
    meeting = minutes_cast.held_meeting(world)
    response = send(world.suzuki, "api_meeting_reply", meeting.pk, reply="venue")
    assert response.status_code == 409 and response.json()["message"]


def test_a_planned_meeting_is_not_there_for_members(world):
    start = timezone.now() + timedelta(days=3)
    with acting_as(world.sato):
        made = meetings.plan_meeting(
            world.quantum, by=world.sato, starts_at=start, ends_at=start + timedelta(hours=2), place="x"
        )
    seen = [k for k in PEOPLE if get(world.people[k], "api_meeting", made.pk).status_code == 200]
    assert seen == ["sato", "suzuki"]


# Minutes ---------------------------------------------------------------------------------------------------


def test_a_record_shows_ones_own_words_and_nobody_elses(world):
    record = minutes_cast.confirming(world, minutes_cast.held_meeting(world))
    for key in ("suzuki", "tanaka", "sato"):
        shown = get(world.people[key], "api_record", record.pk)
        own = set(
            RemarkSpeaker.objects.filter(person=world.people[key]).values_list("remark__text", flat=True)
        )
        assert {r["text"] for r in shown.json()["own_remarks"]} == own, key
        assert not re.search("鈴木|高橋|田中", shown.content.decode())
    assert entries(world.suzuki, "read_record") == 1


def test_own_remarks_are_confirmed_as_they_were_read(world):
    record = minutes_cast.confirming(world, minutes_cast.held_meeting(world))
    mine = get(world.tanaka, "api_record", record.pk).json()
    assert [v["name"] for v in mine["offered"]] == ["confirm"]
    read = {r["id"]: r["version"] for r in mine["own_remarks"]}
    forged = send(world.tanaka, "api_record_confirm", record.pk, remarks=dict.fromkeys(read, "0" * 16))
    assert forged.status_code == 409
    theirs = send(world.suzuki, "api_record_confirm", record.pk, remarks=read)
    assert theirs.status_code == 200 and not theirs.json()["has_confirmed"]
    assert not RemarkSpeaker.objects.filter(person=world.tanaka, confirmed_at__isnull=False).exists()
    for _ in range(2):
        done = send(world.tanaka, "api_record_confirm", record.pk, remarks=read)
        assert done.status_code == 200 and done.json()["has_confirmed"]
    assert record.replies.filter(person=world.tanaka).count() == 1
    absent = send(world.ito, "api_record_confirm", record.pk, remarks={})
    assert absent.status_code == 403
    assert Entry.objects.filter(actor=world.ito, verb="refused", note__act="api_confirm").count() == 1


def test_a_summary_is_published_once_with_the_text_that_was_read(world):
    summary = minutes_cast.summary_in(world, minutes_cast.held_meeting(world), "approved")
    shown = get(world.sato, "api_summary", summary.pk).json()
    assert [v["name"] for v in shown["offered"]] == ["publish"]
    send_it = lambda **more: send(world.sato, "api_summary_publish", summary.pk, **more)  # noqa: E731
    assert send_it(hash=shown["hash"]).json()["code"] == "sign_in_again"
    assert send_it(afresh=True, hash="0" * 64).status_code == 409
    assert send(world.tanaka, "api_summary_publish", summary.pk, hash=shown["hash"]).status_code == 403
    assert get(world.inoue, "api_summary", summary.pk).status_code == 404
    first = send_it(afresh=True, hash=shown["hash"])
    assert first.status_code == 200 and first.json()["state"] == "published"
    assert send_it(afresh=True, hash=shown["hash"]).status_code == 409
    assert MinutesSummary.objects.get(pk=summary.pk).editions.count() == 1


def test_a_published_summary_is_for_everybody_and_says_nothing_of_its_council(world):
    summary = minutes_cast.summary_in(world, minutes_cast.held_meeting(world), "published")
    for key in ("inoue", "kato", "yoshida"):
        shown = get(world.people[key], "api_summary", summary.pk).json()
        assert shown["has_content"] and shown["council"] is None and shown["meeting"] is None
        topics = [t for s in shown["printed"]["sections"] for t in s["topics"]]
        assert topics and set(topics[0]) == {"heading", "remarks"}
        assert get(world.people[key], "api_record", MinutesRecord.objects.get().pk).status_code == 404


# Follow-up -------------------------------------------------------------------------------------------------


def test_follow_up_is_there_for_members_only(world):
    action = assign(world)
    with acting_as(world.sato):
        decision = followup.record_decision(world.quantum, by=world.sato, text="決めたこと")
    for key, person in world.people.items():
        expected = 200 if key in MEMBERS else 404
        assert get(person, "api_action", action.pk).status_code == expected, key
        assert get(person, "api_decision", decision.pk).status_code == expected, key


def test_an_action_about_a_secret_paper_stays_with_its_holders(world):
    secret = secret_of(world, "ito")
    action = ActionItem.objects.create(
        item_id=secret.pk,
        council=world.quantum,
        text="守秘の対応",
        owner=world.seats["ito"],
        due_on=today(),
    )
    listed = [k for k, p in world.people.items() if "守秘の対応" in get(p, "api_actions").content.decode()]
    assert sorted(listed) == ["ito", "tanaka"]
    assert get(world.sato, "api_action", action.pk).status_code == 404


def test_the_owner_starts_and_reports_once(world):
    action = assign(world)
    shown = get(world.tanaka, "api_action", action.pk).json()
    assert [v["name"] for v in shown["offered"]] == ["hand_back", "report_done", "start"]
    assert shown["owner"]["name"] == world.tanaka.name and shown["is_mine"]
    assert send(world.tanaka, "api_action_start", action.pk).json()["state"] == "doing"
    assert send(world.tanaka, "api_action_start", action.pk).status_code == 409
    empty = send(world.tanaka, "api_action_report_done", action.pk, note=" ")
    assert empty.status_code == 422 and list(empty.json()["fields"]) == ["note"]
    codes = [
        send(world.tanaka, "api_action_report_done", action.pk, note="試算した").status_code for _ in range(2)
    ]
    assert codes == [200, 409] and ActionReport.objects.filter(action=action).count() == 1


def test_an_act_that_is_not_ones_own_is_refused_and_noted(world):
    action = assign(world)
    assert send(world.ito, "api_action_start", action.pk).status_code == 403
    line = Entry.objects.filter(actor=world.ito, verb="refused").last()
    assert line.note == {"act": "api_start"} and ActionItem.objects.get(pk=action.pk).state == "open"
    assert send(world.kato, "api_action_start", action.pk).status_code == 404


def test_the_secretariat_gives_an_action_to_one_who_sits_here(world):
    action, day = assign(world), (today() + timedelta(days=9)).isoformat()
    given = send(
        world.sato, "api_action_reassign", action.pk, owner=str(world.seats["ito"].pk), due_on=day
    ).json()
    assert (given["owner"]["seat"], given["due_on"]) == (str(world.seats["ito"].pk), day)
    other = send(world.sato, "api_action_reassign", action.pk, owner=str(world.seats["kato"].pk), due_on=day)
    assert other.status_code == 422 and list(other.json()["fields"]) == ["owner"]
    dropped = send(world.sato, "api_action_drop", action.pk, note="不要になった")
    assert dropped.json()["state"] == "dropped" and dropped.json()["reports"][0]["is_mine"]


def test_a_public_action_does_not_name_its_owner_to_strangers(world):
    material = make_material(world.quantum, world.tanaka)
    action = ActionItem.objects.create(
        item_id=material.pk, council=world.quantum, text="x", owner=world.seats["ito"], due_on=today()
    )
    with acting_as(world.tanaka):
        audience.open_to(material, audience.EVERYBODY)
    shown = get(world.inoue, "api_action", action.pk).json()
    assert shown["owner"] is None and shown["council"] is None and shown["offered"] == []
    assert send(world.inoue, "api_action_start", action.pk).status_code == 403


def test_the_desk_is_the_one_of_the_page(world):
    announced(world)
    assign(world)
    shown = get(world.tanaka, "api_tasks").json()["results"]
    assert {t["url"].split("/")[1] for t in shown} >= {"actions", "meetings"}
    assert get(world.inoue, "api_tasks").json() == {"results": [], "next": None}


# Cost ------------------------------------------------------------------------------------------------------


def fill(world, kind: str, count: int) -> None:
    ministry = world.organisations["ministry"]
    for n in range(count):
        if kind == "councils":
            code = f"council-{Council.objects.count()}"
            made = Council.objects.create(
                code=code, name=code, custodian=world.sato, establishing_organisation=ministry
            )
            audience.open_to(made, audience.EVERYBODY)
        elif kind == "materials":
            make_material(world.quantum, world.tanaka)
        elif kind == "actions":
            assign(world)
        elif kind == "decisions":
            with acting_as(world.sato):
                followup.record_decision(world.quantum, by=world.sato, text="決定")
        else:
            meeting = Meeting.objects.filter(council=world.quantum).count() + 1
            made = minutes_cast.held_meeting(world, number=meeting, state="announced")
            if kind != "meetings":
                model = MinutesRecord if kind == "records" else MinutesSummary
                more = {"number": n, "held_on": today()} if kind == "summaries" else {"state": "confirming"}
                with acting_as(world.sato):
                    paper = model.objects.create(
                        council=world.quantum,
                        container=world.quantum,
                        custodian=world.sato,
                        meeting=made,
                        public_title="議事",
                        **more,
                    )
                    audience.open_to(paper, audience.council(world.quantum.pk))


COSTS = {
    "councils": 9,
    "materials": 11,
    "actions": 12,
    "decisions": 9,
    "meetings": 12,
    "records": 13,
    "summaries": 11,
}


@pytest.mark.parametrize("kind", COSTS)
def test_a_list_asks_as_often_for_fifty_as_for_one(world, kind):
    client, counts = browser(world.suzuki), []
    client.get(reverse("api_tasks"))  # the session's clock has started
    for many in (1, 49):
        fill(world, kind, many)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(reverse(f"api_{kind}")).json()
        counts.append(len(asked))
    assert len(shown["results"]) == 50
    assert counts == [COSTS[kind]] * 2, "\n".join(q["sql"][:150] for q in asked)


def test_a_list_of_more_than_a_page_goes_on_and_repeats_nothing(world):
    fill(world, "decisions", 53)
    first = get(world.suzuki, "api_decisions").json()
    second = browser(world.suzuki).get(first["next"]).json()
    seen = [line["id"] for line in first["results"] + second["results"]]
    assert len(seen) == len(set(seen)) == 53 and second["next"] is None
