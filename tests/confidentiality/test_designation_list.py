"""The list of agreements: what each means for its reader, counted, in pages, with a fixed number of questions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from confidentiality import audience
from confidentiality.models import Designation, DesignationVersion, Holder, Principal, Voter
from councils.models import Material
from tests.cast import agree, make_designation, make_material, terms
from tests.confidentiality.browsing import browser, text

State = Designation.State


@pytest.fixture
def sealed(world):
    return make_material(world.quantum, world.tanaka, sealed=True, title="核心部の真名", text="極秘数値31415")


def many(world, n: int, tab: str) -> None:
    """Rows written straight into the tables: fifty rounds taken through all their steps would take minutes."""
    mine = Principal.objects.get(pk=audience.membership(world.seats["tanaka"].pk))
    now = timezone.now()
    for _n in range(n):
        material = make_material(world.quantum, world.tanaka)
        designation = Designation.objects.create(item_id=material.pk)
        is_live = tab in ("binding", "in_force")
        live = {"valid_from": now, "valid_until": now + timedelta(days=90)} if is_live else {}
        version = DesignationVersion.objects.create(
            designation=designation, item_id=material.pk, number=1, **terms(), **live
        )
        Voter.objects.create(version=version, principal=mine, person=world.tanaka, item_id=material.pk)
        state = {
            "binding": State.IN_FORCE,
            "in_force": State.IN_FORCE,
            "ended": State.WITHDRAWN,
            "answer": State.CONSENT_OPEN,
        }.get(tab, State.DISCUSSING)
        fields = {"in_force": version} if is_live else {"candidate": version}
        if tab == "binding":
            Holder.objects.create(version=version, principal=mine, item_id=material.pk, valid_from=now)
        Designation.objects.filter(pk=designation.pk).update(
            state=state, answer_by=now + timedelta(days=5), **fields
        )


@pytest.mark.parametrize("tab", ["answer", "binding", "in_force", "proposed", "open", "ended"])
def test_the_list_asks_the_database_the_same_number_of_times_for_one_and_for_fifty(
    world, django_assert_num_queries, tab
):
    client, page = browser(world.tanaka), f"{reverse('designation_list')}?tab={tab}"
    client.get(page)  # the first page of a session notes when it began
    for rows in (1, 50):
        many(world, rows - Designation.objects.count(), tab)
        with django_assert_num_queries(15):
            assert len(client.get(page).context["rows"]) == rows


def test_page_after_page_nothing_is_lost(world):
    many(world, 51, "open")
    client, page = browser(world.suzuki), f"{reverse('designation_list')}?tab=open"
    first = client.get(page)
    second = client.get(first.context["next"])
    assert len(first.context["rows"]) == 50 and len(second.context["rows"]) == 1
    assert not {r.pk for r in first.context["rows"]} & {r.pk for r in second.context["rows"]}


def test_an_unknown_tab_is_404(world):
    assert browser(world.tanaka).get(reverse("designation_list") + "?tab=x").status_code == 404


def test_each_tab_counts_what_it_shows(world, sealed):
    designation = make_designation(world, sealed)
    page = text(browser(world.ito).get(reverse("designation_list")))
    assert "回答が必要 1" in page and "手続中 1" in page and "自分の提案 0" in page
    agree(world.ito, designation)
    assert "回答が必要 0" in text(browser(world.ito).get(reverse("designation_list")))
    assert "回答が必要 0" in text(browser(world.kato).get(reverse("designation_list")))
    assert "手続中 0" in text(browser(world.kato).get(reverse("designation_list")))


def test_the_list_leads_from_the_word_to_the_act(world, sealed):
    designation = make_designation(world, sealed)
    body = browser(world.ito).get(reverse("designation_list")).content.decode()
    assert reverse("designation_answer", args=[designation.pk]) in body
    assert Material.objects.filter(pk=sealed.pk).exists() and "核心部" not in body


def test_an_agreement_held_by_others_is_found_by_its_title_and_by_nothing_of_its_content(world, sealed):
    """The secretariat and members beside the holders know that it is in force; strangers know nothing."""
    designation = make_designation(world, sealed, scoped=[audience.membership(world.seats["takahashi"].pk)])
    for key in ("suzuki", "takahashi", "tanaka", "ito", "watanabe"):
        agree(world.people[key], designation)
    assert Designation.objects.get(pk=designation.pk).state == State.IN_FORCE
    address = reverse("designation_list") + "?tab=in_force"
    for key in ("sato", "suzuki", "ito"):
        page = browser(world.people[key]).get(address).content.decode()
        assert str(designation.pk) in page and "装置の試験条件に関する資料" in page, key
        assert "核心部の真名" not in page and "極秘数値31415" not in page, key
    for key in ("takahashi", "kato", "matsumoto", "saito", "yoshida", "inoue"):
        assert str(designation.pk) not in browser(world.people[key]).get(address).content.decode(), key
    assert (
        str(designation.pk)
        in browser(world.takahashi).get(reverse("designation_list") + "?tab=binding").content.decode()
    )
