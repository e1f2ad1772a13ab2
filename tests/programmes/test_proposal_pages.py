"""Proposals in the browser: nobody meets another's words, numbers or files; every act by its page, with its sentence."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidentiality import outbox
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import OutboxMessage
from confidentiality.verbs import perform
from programmes import desk, proposal_import
from programmes.models import (
    EligibilityCheck,
    Proposal,
    ProposalDeclaration,
    ProposalFile,
    ProposalImport,
    ProposalRoll,
    ProposalSection,
    ProposalVersion,
)
from tests.councils.visitors import browser
from tests.programmes import proposal_stage as stage_of
from tests.programmes.proposal_stage import CANARY, TOKENS, make_stage


def text(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "ignore") + str(answer.headers)


def addresses(proposal: Proposal) -> list[str]:
    """Every address of a proposal and of what hangs off it."""
    pk = proposal.pk
    found = [
        reverse(name, args=[pk])
        for name in (
            "proposal",
            "proposal_sent",
            "proposal_invite",
            "proposal_declare",
            "proposal_ask_approval",
            "proposal_approval",
            "proposal_eligibility",
            "proposal_declarations",
        )
    ]
    found += [reverse("proposal_act", args=[pk, verb]) for verb in ("submit", "reopen", "withdraw_proposal")]
    for a in proposal.assignments.all():
        found += [reverse(name, args=[pk, a.pk]) for name in ("proposal_rights", "proposal_end")]
    for s in ProposalSection.objects.filter(proposal=proposal):
        found += [reverse(name, args=[s.pk]) for name in ("proposal_section", "section_history")]
    found += [reverse("section_file", args=[f.item_id, f.pk]) for f in ProposalFile.objects.all()]
    found += [reverse("declaration", args=[d.pk]) for d in ProposalDeclaration.objects.all()]
    for v in ProposalVersion.objects.filter(proposal=proposal):
        found += [reverse(name, args=[v.pk]) for name in ("proposal_version", "proposal_receipt")]
        found += [reverse("proposal_version_file", args=[v.pk, f.pk]) for f in v.files.all()]
    found += [reverse("proposal_roll", args=[r.pk]) for r in ProposalRoll.objects.all()]
    found += [reverse("eligibility", args=[c.pk]) for c in EligibilityCheck.objects.filter(proposal=proposal)]
    return found


def everywhere(call) -> list[str]:
    """Pages that list, count or summarise."""
    return [
        reverse("home"),
        reverse("programme_home"),
        reverse("proposal_list"),
        reverse("fund_list"),
        reverse("concept", args=[call.concept_id]),
        reverse("call_proposals", args=[call.pk]),
        reverse("call_proposals_csv", args=[call.pk]),
        reverse("call_proposals", args=[call.pk]) + f"?q={CANARY}",
        reverse("proposal_start", args=[call.pk]),
    ]


@pytest.mark.parametrize("sent", [False, True])
def test_nobody_else_meets_a_word_of_it(world, sent):
    stage = make_stage(world, sent=sent)
    rival = stage_of.draft(world, stage.call, by="kato", title="競う提案")
    stage_of.invite(rival, world.kato, world.saito)
    out = ["kato", "saito", "inoue", "yoshida", "kimura", "yamamoto", None, *([] if sent else ["nakamura"])]
    missing = str(uuid4())
    for who in out:
        client = browser(world.people[who] if who else None)
        for address in addresses(stage.proposal):
            answer = client.get(address)
            assert answer.status_code == (404 if who else 302), (who, address)
            assert CANARY not in text(answer)
            if who:
                absent = client.get(address.replace(str(stage.proposal.pk), missing))
                assert absent.content == answer.content
        for address in everywhere(stage.call):
            answer = client.get(address)
            assert CANARY not in text(answer).replace(f"?q={CANARY}", "").replace(f'value="{CANARY}"', ""), (
                who,
                address,
            )
            assert str(stage.proposal.pk) not in text(answer)


def test_the_agency_counts_no_draft(world):
    stage = make_stage(world)
    body = text(browser(world.nakamura).get(reverse("call_proposals", args=[stage.call.pk])))
    assert "0件" in body
    assert TOKENS["題"] not in text(
        browser(world.nakamura).get(reverse("call_proposals_csv", args=[stage.call.pk]))
    )


def test_reviewing_officials_never_meet_a_declaration(world):
    stage = make_stage(world, sent=True)
    stage_of.checker(world, stage.call)
    agency, checker = browser(world.nakamura), browser(world.ito)
    for address in addresses(stage.proposal):
        assert TOKENS["申告"] not in text(agency.get(address)), address
    one = ProposalDeclaration.objects.get(person=world.tanaka)
    assert TOKENS["申告"] in text(checker.get(reverse("declaration", args=[one.pk])))
    head = browser(world.takahashi)
    assert head.get(reverse("declaration", args=[one.pk])).status_code == 404
    body = text(checker.get(reverse("proposal", args=[stage.proposal.pk])))
    assert TOKENS["本文"] not in body and "開かれていません" in body


def test_from_start_to_receipt_by_the_pages(world):
    call = stage_of.open_call(world)
    client = browser(world.takahashi, afresh=True)
    home = str(world.organisations["university"].pk)
    assert "提案書を作り始める" in text(client.get(reverse("proposal_list")))
    address = reverse("proposal_start", args=[call.pk])
    assert client.post(address, {"title": "", "organisation": home, "key": str(uuid4())}).status_code == 422
    answer = client.post(address, {"title": "新しい提案", "organisation": home, "key": str(uuid4())})
    proposal = Proposal.objects.get(title="新しい提案")
    assert answer["Location"] == reverse("proposal", args=[proposal.pk])
    assert "提出までに残っていること" in text(client.get(answer["Location"]))
    assert client.get(reverse("proposal_act", args=[proposal.pk, "submit"])).status_code == 409
    stage_of.write(proposal, world.takahashi)
    assert "提出する" in text(client.get(reverse("proposal", args=[proposal.pk])))
    submit = reverse("proposal_act", args=[proposal.pk, "submit"])
    page = client.get(submit)
    shown = page.context["shown"]
    assert client.post(submit, {"shown": "0" * 64}).status_code == 409
    answer = client.post(submit, {"shown": shown}, follow=True)
    proposal.refresh_from_db()
    assert "受領書" in text(answer) and proposal.number in text(answer) and shown in text(answer)
    assert client.post(submit, {"shown": shown}).status_code == 409
    version = ProposalVersion.objects.get()
    body = text(client.get(reverse("proposal_version", args=[version.pk])))
    assert TOKENS["本文"] in body and TOKENS["参加者の役"] in body and TOKENS["ファイル名"] in body
    assert client.post(reverse("proposal_receipt", args=[version.pk])).status_code == 302


def test_the_receipt_is_printed(world):
    from programmes.proposal_receipt import receipt_pdf

    make_stage(world, sent=True)
    with acting_as(world.takahashi):
        data = receipt_pdf(ProposalVersion.objects.get()).make()
    assert data.startswith(b"%PDF-")


def test_writing_at_every_pause_and_by_the_button(world):
    stage = make_stage(world)
    client, section = browser(world.takahashi), stage.section("plan")
    address = reverse("proposal_section", args=[section.pk])
    assert "hx-post" in text(client.get(address))
    data = {"text": "書きかけ", "shown": section.revision}
    answer = client.post(address, data, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "に保存しました" in text(answer) and "いま4文字" in text(answer)
    assert "&lt;" not in answer.content.decode() and "<" not in answer["HX-Trigger"]
    fresh = stage.section("plan")
    assert f'name="shown" value="{fresh.revision}"' in text(answer)
    answer = client.post(
        address, {"text": "遅れた文", "shown": section.revision}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409 and "書きかけ" in text(answer) and "遅れた文" in text(answer)
    answer = client.post(address, {"text": "遅れた文", "shown": section.revision})
    assert answer.status_code == 409 and "どちらを残すか" in text(answer)
    assert stage.section("plan").body == {"text": "書きかけ"}
    answer = client.post(
        address, {"text": "遅れた文", "shown": section.revision, "keep": fresh.revision, "again": "1"}
    )
    assert answer.status_code == 302 and stage.section("plan").body == {"text": "遅れた文"}
    history = text(client.get(reverse("section_history", args=[section.pk])))
    assert "高橋" in history and "この版" in history and "<ins>" in history


def test_tables_are_written_line_by_line(world):
    stage = make_stage(world)
    client, section = browser(world.takahashi), stage.section("frame_budget")
    address = reverse("proposal_section", args=[section.pk])
    assert client.get(address).status_code == 200
    frame = {"t-TOTAL_FORMS": "3", "t-INITIAL_FORMS": "0", "shown": section.revision}
    line = {"t-0-year": "令和９年度", "t-0-item": "travel", "t-0-amount": "１，２００", "t-0-note": "出張"}
    assert client.post(address, {**frame, **line, "t-0-amount": "1.5"}).status_code == 422
    assert client.post(address, {**frame, **line}).status_code == 302
    assert stage.section("frame_budget").body == {
        "lines": [{"year": 2027, "item": "travel", "amount": 1200, "note": "出張"}]
    }
    people = stage.section("frame_people")
    address = reverse("proposal_section", args=[people.pk])
    assert client.get(address).status_code == 200
    line = {"t-0-name": "名", "t-0-organisation": "所属", "t-0-erad": "123", "t-0-effort": "５０"}
    frame["shown"] = people.revision
    answer = client.post(address, {**frame, **line})
    assert answer.status_code == 422 and "8桁" in text(answer)
    assert client.post(address, {**frame, **line, "t-0-erad": "０1234567"}).status_code == 302
    assert stage.section("frame_people").body["members"][0]["effort"] == 50


def test_a_co_applicant_gets_403_where_they_only_read_and_404_where_not_even_that(world):
    stage = make_stage(world)
    client = browser(world.tanaka)
    for key, code in (("purpose", 403), ("plan", 302), ("team", 404), ("frame_budget", 404)):
        section = stage.section(key)
        answer = client.post(
            reverse("proposal_section", args=[section.pk]), {"text": "x", "shown": section.revision}
        )
        assert answer.status_code == code, key
    assert client.get(reverse("proposal_invite", args=[stage.proposal.pk])).status_code == 403
    body = text(client.get(reverse("proposal", args=[stage.proposal.pk])))
    assert "研究計画" in body and "経費" not in body.split("提案書の部分")[1].split("参加する人")[0]


def test_files_by_part(world):
    stage = make_stage(world)
    client, section = browser(world.takahashi), stage.section("purpose")
    address = reverse("section_file_new", args=[section.pk])
    bad = SimpleUploadedFile("a.exe", b"MZ\x00\x00")
    assert client.post(address, {"file": bad}).status_code == 422
    assert client.post(address, {"file": SimpleUploadedFile("a.txt", b"abc")}).status_code == 302
    one = ProposalFile.objects.get(item=section)
    assert "abc" in text(client.get(reverse("section_file", args=[section.pk, one.pk])))
    assert browser(world.tanaka).get(reverse("section_file", args=[section.pk, one.pk])).status_code == 200
    gone = reverse("section_file_remove", args=[section.pk, one.pk])
    assert browser(world.tanaka).post(gone).status_code == 403
    assert client.post(gone).status_code == 302
    assert client.get(reverse("section_file", args=[section.pk, one.pk])).status_code == 404


def test_people_are_invited_given_parts_and_sent_away(world):
    call = stage_of.open_call(world)
    proposal = stage_of.draft(world, call)
    client = browser(world.takahashi)
    address = reverse("proposal_invite", args=[proposal.pk])
    assert client.post(address, {"person": "niemand@example.jp", "part": "co_applicant"}).status_code == 422
    data = {"person": "tanaka@example.jp", "part": "co_applicant", "sure": "1"}
    answer = client.post(address, data)
    assert "/rights/" in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(answer["Location"], {"s2": "edit", "s3": "read"}).status_code == 302
    assert client.post(answer["Location"], {"s1": "edit"}).status_code == 422  # the representative's alone
    with acting_as(world.tanaka):
        assert ProposalSection.objects.count() == 2
        told = [task.what for task in desk.tasks(world.tanaka)]
    assert "任された部分を書く" in told and "研究インテグリティの申告をする" in told
    end = answer["Location"].replace("/rights/", "/end/")
    assert client.post(end).status_code == 302 and client.post(end).status_code == 409
    with acting_as(world.tanaka):
        assert not ProposalSection.objects.exists() and not desk.tasks(world.tanaka)


def test_the_institution_reads_everything_and_answers_once(world):
    stage = make_stage(world, needs_institution_approval=True)
    head, approver = browser(world.takahashi), browser(world.suzuki)
    assert head.post(reverse("proposal_ask_approval", args=[stage.proposal.pk])).status_code == 302
    with acting_as(world.suzuki):
        assert [t.what for t in desk.tasks(world.suzuki)] == ["所属機関として、提案書を承認する"]
    address = reverse("proposal_approval", args=[stage.proposal.pk])
    page = approver.get(address)
    assert TOKENS["本文"] in text(page) and TOKENS["申告"] not in text(page)
    assert head.get(address).status_code == 403
    assert approver.post(address, {"return": "1", "note": ""}).status_code == 422
    assert approver.post(address, {"shown": "0" * 64, "approve": "1"}).status_code == 409
    assert approver.post(address, {"shown": page.context["hash"], "approve": "1"}).status_code == 302
    assert approver.post(address, {"shown": page.context["hash"], "approve": "1"}).status_code == 404


def test_eligibility_is_judged_with_a_reason_its_representative_reads(world):
    stage = make_stage(world, sent=True)
    twin = stage_of.draft(world, stage.call)
    twin = stage_of.send(stage_of.write(twin, world.takahashi), world.takahashi)
    stage_of.close(stage.call)
    client, check = browser(world.nakamura), EligibilityCheck.objects.get(proposal=stage.proposal)
    assert client.post(reverse("eligibility_compare", args=[check.pk])).status_code == 302
    body = text(client.get(reverse("eligibility", args=[check.pk])))
    assert "文面が似た提案" in body and twin.number in body and "ほかの提案1件" in body
    assert client.post(reverse("eligibility", args=[check.pk]), {"note": "内のメモ"}).status_code == 302
    address = reverse("proposal_judge", args=[stage.proposal.pk, "refuse_as_ineligible"])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "要件の理由"}).status_code == 302
    assert client.post(address, {"reason": "要件の理由"}).status_code == 409
    body = text(browser(world.takahashi).get(reverse("proposal", args=[stage.proposal.pk])))
    assert "要件の理由" in body and "内のメモ" not in body and twin.number not in body
    assert browser(world.takahashi).get(reverse("eligibility", args=[check.pk])).status_code == 404
    assert browser(world.takahashi).post(address, {"reason": "x"}).status_code == 403


CSV = "応募番号,研究開発課題名,研究代表者氏名,所属研究機関名,研究者番号,申請額（円）,エフォート（％）\r\n"
GOOD = CSV + "23-1,海の研究,山田 太郎,海洋大学,01234567,100,40\r\n23-2,空の研究,川田 花子,空大学,,,\r\n"


def upload(client, call, words: str):
    file = SimpleUploadedFile("list.csv", words.encode())
    return client.post(reverse("proposal_list_new", args=[call.pk]), {"file": file})


def test_a_list_is_shown_and_then_taken_whole(world):
    call = stage_of.open_call(world)
    client = browser(world.nakamura)
    wrong = upload(
        client, call, CSV + "23-1,海の研究,山田,海洋大学,1234,100,40\r\n23-1,空,川田,大学,,900,\r\n"
    )
    body = text(wrong)
    assert wrong.status_code == 422 and not Proposal.objects.exists() and not ProposalImport.objects.exists()
    assert (
        "2行目の「研究者番号」" in body
        and "3行目の「応募番号」" in body
        and "3行目の「申請額（円）」" in body
    )
    fixed = client.post(reverse("proposal_list_corrected", args=[call.pk]), {"data": wrong.context["sent"]})
    assert "研究者番号" in fixed.content.decode("utf-8-sig").splitlines()[1]
    shown = upload(client, call, GOOD)
    assert "まだ取り込んでいません" in text(shown) and not Proposal.objects.exists()
    data = {"data": shown.context["sent"], "name": "list.csv", "sure": "1"}
    address = reverse("proposal_list_new", args=[call.pk])
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422  # the rows are there already
    assert Proposal.objects.count() == 2
    one = Proposal.objects.get(erad_id="23-1")
    assert (one.state, one.head, one.representative_id, one.amount) == ("submitted", "山田 太郎", None, 100)
    assert not one.assignments.exists()
    body = text(client.get(reverse("call_proposals", args=[call.pk])))
    assert "海の研究" in body and "取込み" in body
    assert client.get(reverse("proposal", args=[one.pk])).status_code == 200
    made = ProposalImport.objects.get()
    assert made.sha256 in text(client.get(reverse("proposal_import", args=[made.pk])))
    for who in ("takahashi", "kato", "yamamoto", "kimura"):
        other = browser(world.people[who])
        assert other.get(reverse("proposal", args=[one.pk])).status_code == 404
        assert other.get(reverse("proposal_import", args=[made.pk])).status_code == 404
        assert other.post(address, data).status_code in (403, 404)


def test_the_list_costs_the_same_whatever_its_length(world):
    call = stage_of.open_call(world)

    def row(n: int) -> str:
        return f"24-{n},題{n},名{n},大学,,,\r\n"

    counts = []
    for rows in (range(1), range(1, 60)):
        with acting_as(world.nakamura):
            data = (CSV + "".join(map(row, rows))).encode()
            proposal_import.take_list(call, by=world.nakamura, name="l.csv", data=data)
        client = browser(world.nakamura)
        client.get(reverse("programme_home"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse("call_proposals", args=[call.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
    assert "古いほうへ" in text(answer) and "60件" in text(answer)
    found = text(client.get(reverse("call_proposals", args=[call.pk]) + "?q=題59"))
    assert "1件" in found and "題59" in found


def test_letters_are_neutral_and_go_to_the_right_people(
    world, mailoutbox, django_capture_on_commit_callbacks
):
    stage = make_stage(world, sent=True)
    with acting_as(world.takahashi):
        perform("reopen", stage.proposal, by=world.takahashi)
        perform("withdraw_proposal", stage.proposal, by=world.takahashi)
    with django_capture_on_commit_callbacks(execute=True), acting_as_system("test"):
        for _round in range(2):
            for message in OutboxMessage.objects.filter(done_at=None):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                OutboxMessage.objects.filter(pk=message.pk).update(done_at=message.created)
    ours = [m for m in mailoutbox if str(stage.proposal.pk) in m.body]
    assert {m.to[0].split("@")[0] for m in ours} == {"takahashi", "tanaka", "suzuki"}
    for letter in ours:
        assert CANARY not in letter.subject + letter.body
        assert stage.proposal.number not in letter.subject + letter.body


def test_the_terms_of_a_call_are_set_before_it_is_published(world):
    from tests.programmes import call_stage

    call = call_stage.draft_call(world, call_stage.handed_over(world))
    client, address = browser(world.nakamura), reverse("call_terms", args=[call.pk])
    data = {"needs_institution_approval": "on", "indirect_rate": "１５"}
    assert client.post(address, {"indirect_rate": "101"}).status_code == 422
    assert client.post(address, data).status_code == 302
    call.refresh_from_db()
    assert (call.needs_institution_approval, call.indirect_rate, call.indirect_is_limit) == (True, 15, False)


def test_eligibility_is_not_offered_while_the_text_may_still_be_replaced(world):
    stage = make_stage(world, sent=True)
    check, client = EligibilityCheck.objects.get(), browser(world.nakamura)
    page = text(client.get(reverse("eligibility", args=[check.pk])))
    assert "要件は、受付終了の後に判断します" in page
    for verb in ("accept_as_eligible", "refuse_as_ineligible"):
        address = reverse("proposal_judge", args=[stage.proposal.pk, verb])
        assert address not in page
        assert client.post(address, {"reason": "早い"}).status_code == 409
    stage_of.close(stage.call)
    assert reverse("proposal_judge", args=[stage.proposal.pk, "accept_as_eligible"]) in text(
        client.get(reverse("eligibility", args=[check.pk]))
    )
