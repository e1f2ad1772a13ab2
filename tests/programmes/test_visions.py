"""A vision is decided on closed choices and never changes after; a concept is agreed to word for word before it is handed over."""

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from programmes import calls, catalogue, concepts, funding, visions
from programmes.models import (
    ConceptAgreement,
    ConceptSheet,
    RDConcept,
    RDVision,
    VisionDeliberation,
    VisionInput,
    VisionTechnology,
)
from tests.confidentiality import browsing
from tests.councils.visitors import browser, status
from tests.programmes import call_stage as play
from tests.programmes.fund_stage import make_concept, make_fund


def refused_by_the_database(statement: str, *parameters, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def say(answer) -> str:
    return answer.content.decode()


def test_no_vision_is_decided_on_an_open_choice_or_without_findings(world):
    made = play.vision(world, until="deliberating")
    by = world.yamamoto
    with acting_as(by):
        open_one = play.technology(world, name="検討中の技術", closed=False)
        row = visions.support(made, by=by, technology=open_one)
        asked = {"decided_on": today(), "decided_by": "試験会議"}
        with pytest.raises(WrongState, match="絞込みを決定していない"):
            perform("decide_vision", made, by=by, shown=made.text_hash, **asked)
    refused_by_the_database(
        "update programmes_rdvision set state = 'decided', decided_on = now(), decided_by = 'x' where item_ptr_id = %s",
        made.pk,
        match="choice is closed",
    )
    with acting_as(by):
        visions.drop_part(row, by=by)
        visions.drop_part(made.inputs.get(), by=by)
        with pytest.raises(WrongState, match="シンクタンク"):
            perform("decide_vision", made, by=by, shown=made.text_hash, **asked)
    refused_by_the_database(
        "update programmes_rdvision set state = 'decided', decided_on = now(), decided_by = 'x' where item_ptr_id = %s",
        made.pk,
        match="findings",
    )
    with acting_as(by):
        made = visions.edit_vision(made, by=by, shown=made.text_hash, no_inputs_reason="調査がまだないため")
        with pytest.raises(WrongState, match="変わりました"):
            perform("decide_vision", made, by=by, shown="0" * 64, **asked)
        assert perform("decide_vision", made, by=by, shown=made.text_hash, **asked).state == "decided"


def test_a_draft_says_what_it_lacks_instead_of_offering_a_step_that_would_be_refused(world):
    made, by = play.vision(world, until="draft"), world.yamamoto
    with acting_as(by):
        made = visions.edit_vision(made, by=by, shown=made.text_hash, needs="")
    client, address = browser(by), reverse("vision", args=[made.pk])
    deliberate, decide = (
        reverse("vision_act", args=[made.pk, verb]) for verb in ("deliberate", "decide_vision")
    )
    page = say(client.get(address))
    assert "審議へ進むまでに必要なこと" in page and "国のニーズを書いてから" in page
    assert deliberate not in page and reverse("vision_act", args=[made.pk, "discard_vision"]) in page
    with acting_as(by):
        made = visions.edit_vision(made, by=by, shown=made.text_hash, needs="国のニーズの文")
        assert deliberate in (page := say(client.get(address))) and "必要なこと" not in page
        made = perform("deliberate", made, by=by)
    page = say(client.get(address))
    assert "決定を記録するまでに必要なこと" in page and decide not in page
    whole = play.vision(world, until="deliberating")
    assert reverse("vision_act", args=[whole.pk, "decide_vision"]) in say(
        client.get(reverse("vision", args=[whole.pk]))
    )


def test_a_finding_leads_to_its_report_and_one_without_an_address_keeps_the_hash(world):
    """What was agreed to before addresses were kept is still the same text; an address is part of the text (R32)."""
    made = play.vision(world, until="deliberating")
    by = world.yamamoto
    with acting_as(by):
        before = made.text_hash
        (row,) = made.inputs.all()
        assert row.link == ""
        VisionInput.objects.filter(pk=row.pk).update(link="https://example.jp/report")
        assert made.text_hash != before
        VisionInput.objects.filter(pk=row.pk).update(link="")
        assert made.text_hash == before
    made = play.vision(world, until="draft")
    client, address = browser(by), reverse("vision_input", args=[made.pk])
    words = {"body": "試験研究所", "title": "海の報告", "used_for": "比較"}
    for wrong in ("javascript:alert(1)", "報告書"):
        answer = client.post(address, {**words, "link": wrong})
        assert answer.status_code == 422 and "海の報告" in say(answer), wrong
    assert client.post(address, {**words, "link": "ｅｘａｍｐｌｅ．ｊｐ／report"}).status_code == 302
    with acting_as(by):
        assert made.inputs.get(title="海の報告").link == "https://example.jp/report"
    assert 'href="https://example.jp/report"' in say(client.get(reverse("vision", args=[made.pk])))
    with acting_as(by):
        told = "".join(piece.text for row in visions.compare(made, made) for piece in row.new)
    assert "https://example.jp/report" in told, "the comparison of versions tells addresses too"


def test_the_second_adds_to_the_first_and_only_a_revision_supersedes(world):
    first, second = play.vision(world), play.vision(world)
    assert (first.number, second.number) == (1, 2)
    revised = play.vision(world, basis=first)
    assert (revised.number, revised.revision) == (1, 2)
    states = dict(RDVision.objects.values_list("pk", "state"))
    assert states == {first.pk: "superseded", second.pk: "published", revised.pk: "published"}
    page = say(browser().get(reverse("public_vision_changes", args=[revised.pk])))
    assert "試験技術1" in page and "試験技術3" in page
    for old in (first, second):
        assert browser().get(reverse("public_vision", args=[old.pk])).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table programmes_rdvision disable trigger guard")
            cursor.execute("update programmes_rdvision set state = 'published' where number = 1")
    refused_by_the_database(
        "update programmes_rdvision set needs = 'x' where item_ptr_id = %s", second.pk, match="never changes"
    )
    refused_by_the_database(
        "delete from programmes_visiontechnology where item_id = %s", second.pk, match="never changes"
    )


def test_a_draft_vision_and_what_was_said_of_it_stay_with_the_office(world):
    draft, out = play.vision(world, until="deliberating"), play.vision(world)
    for who in (world.sato, world.nakamura, world.inoue, None):
        with acting_as(who):
            assert not RDVision.objects.filter(pk=draft.pk).exists()
            assert not VisionTechnology.objects.filter(item=draft).exists()
            assert not VisionDeliberation.objects.exists()
            assert RDVision.objects.filter(pk=out.pk).exists()
    assert browser().get(reverse("public_vision", args=[draft.pk])).status_code == 404
    assert status(world.sato, "vision", draft.pk) == 404 and status(world.sato, "vision", out.pk) == 200
    assert status(world.sato, "vision_edit", out.pk) == 403
    page = say(browser(world.sato).get(reverse("vision", args=[out.pk])))
    assert "試験技術" in page and "意見の文" not in page and "絞込みの検討" not in page
    with acting_as(world.sato), pytest.raises(Refused):
        visions.edit_vision(out, by=world.sato, shown=out.text_hash, needs="別")


@pytest.fixture
def concept(world):
    return play.worded(world, make_concept(world, make_fund(world)))


def test_a_changed_text_voids_every_agreement(world, concept):
    by = world.yamamoto
    concept = play.agreed(world, concept)
    with acting_as(by):
        assert all(row.has_agreed for row in concept.named())
        concept = concepts.edit_concept(concept, by=by, shown=concept.text_hash, summary="改めた文")
        assert not any(row.has_agreed for row in concept.named())
        with pytest.raises(WrongState, match="合意していない府省庁"):
            perform("settle_agreement", concept, by=by, shown=concept.text_hash)
        row = concept.named().first()
        with pytest.raises(WrongState, match="変わりました"):
            concepts.agree_for(row, by=by, shown="0" * 64, given_by="課長")
        once = concepts.agree_for(row, by=by, shown=concept.text_hash, given_by="課長")
        assert concepts.agree_for(row, by=by, shown=concept.text_hash, given_by="課長").pk == once.pk
    refused_by_the_database(
        "update programmes_rdconcept set state = 'agreed' where item_ptr_id = %s",
        concept.pk,
        match="not agreed",
    )


def test_only_the_ministry_or_who_leads_records_an_agreement(world, concept):
    row = concept.named().get(organisation=world.organisations["needs"])
    with acting_as(world.nakamura), pytest.raises(Refused):
        concepts.agree_for(row, by=world.nakamura, shown=concept.text_hash, given_by="係長")
    with acting_as(world.nakamura), pytest.raises(Error, match="only the ministry"), transaction.atomic():
        ConceptAgreement.objects.create(
            item=concept, ministry=row, text_hash=concept.text_hash, given_by="x", recorded_by=world.nakamura
        )
    with acting_as(world.yamamoto):
        funding.assign(concept, by=world.yamamoto, person=world.ito, part="needs")
    other = concept.named().get(organisation=world.organisations["ministry"])
    with acting_as(world.ito):
        with pytest.raises(Refused):
            concepts.agree_for(other, by=world.ito, shown=concept.text_hash, given_by="室長")
        assert concepts.agree_for(row, by=world.ito, shown=concept.text_hash, given_by="室長")


def test_a_concept_is_handed_over_whole_and_then_stands(world, concept):
    by = world.yamamoto
    with acting_as(by):
        concept = concepts.edit_concept(concept, by=by, shown=concept.text_hash, council_plan="")
    concept = play.agreed(world, concept)
    with acting_as(by), pytest.raises(WrongState, match="協議会の予定"):
        perform("settle_agreement", concept, by=by, shown=concept.text_hash)
    with acting_as(by):
        concept = concepts.edit_concept(concept, by=by, shown=concept.text_hash, council_plan="予定の文")
    concept = play.agreed(world, concept)
    with acting_as(by):
        concept = perform("settle_agreement", concept, by=by, shown=concept.text_hash)
        concept = perform("hand_over", concept, by=by, shown=concept.text_hash)
        with pytest.raises(WrongState, match="作成中に戻して"):
            concepts.edit_concept(concept, by=by, shown=concept.text_hash, summary="別")
    refused_by_the_database(
        "update programmes_rdconcept set summary = 'x' where item_ptr_id = %s",
        concept.pk,
        match="never changes",
    )
    with acting_as(None):
        assert not RDConcept.objects.exists()
    with acting_as(by):
        perform("list_concept", concept, by=by)
    sheet = ConceptSheet.objects.get()
    page = browsing.text(browser().get(reverse("public_concept", args=[sheet.pk])))
    assert "研究開発の文" in page and "600" not in page
    with acting_as(None):
        assert ConceptSheet.objects.exists() and not RDConcept.objects.exists()
    with acting_as(by):
        perform("unlist_concept", RDConcept.objects.get(pk=concept.pk), by=by)
    assert browser().get(reverse("public_concept", args=[sheet.pk])).status_code == 404


def test_no_call_is_issued_from_a_concept_nobody_handed_over(world, concept):
    call = play.draft_call(world, concept)
    with acting_as(world.nakamura), pytest.raises(WrongState, match="提示されていません"):
        perform("submit_for_check", call, by=world.nakamura)
    with connection.cursor() as cursor:
        cursor.execute("update programmes_call set state = 'clause_check' where item_ptr_id = %s", [call.pk])
    refused_by_the_database(
        "update programmes_call set state = 'scheduled' where item_ptr_id = %s", call.pk, match="handed over"
    )
    with acting_as(world.takahashi), pytest.raises(Refused):
        calls.start_call(concept, by=world.takahashi, code="X", title="x")


def test_a_vision_rests_on_documents_of_the_register_and_its_revision_does_too(world):
    made, by = play.vision(world), world.yamamoto
    with acting_as(by):
        shown = catalogue.add_entry("document", by=by, title="上位の基本計画", counterpart="閣議決定")
        perform("publish_entry", shown, by=by)
        hidden = catalogue.add_entry("document", by=by, title="CANARY未公開の文書")
    client = browser(by)
    for entry in (shown, hidden):
        address = reverse("catalogue_link", args=[entry.pk, "vision"])
        assert client.post(address, {"subject": made.pk, "how": "よりどころ"}).status_code == 302
    page = say(client.get(reverse("vision", args=[made.pk])))
    assert "上位の基本計画" in page and "CANARY未公開の文書" in page
    public = say(browser().get(reverse("public_vision", args=[made.pk])))
    assert "上位の基本計画" in public and "閣議決定" in public and "CANARY" not in public
    with acting_as(by):
        revised = visions.start_vision(by=by, title="改定", reason="見直し", basis=made)
        assert {e.pk for e in catalogue.entries_linked_to(revised)} == {shown.pk, hidden.pk}
    assert reverse("vision", args=[made.pk]) in say(client.get(reverse("catalogue_entry", args=[shown.pk])))
