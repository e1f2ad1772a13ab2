"""Organisations with their spellings, wordings as versions, one's own settings; and what the desk's lists cost."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Affiliation, Office, Organisation, OrganisationAlias, Person
from confidentiality.models import Entry
from councils.models import DutyText
from tests.councils.visitors import browser


@pytest.fixture
def desk(world) -> Client:
    """A browser of 吉田, who holds the office and has just given the password."""
    return browser(world.yoshida, afresh=True)


def lines(verb: str) -> list[Entry]:
    return list(Entry.objects.filter(verb=verb).order_by("id"))


def shown(answer) -> str:
    return answer.content.decode()


# Organisations ---------------------------------------------------------------------------------------------


CANON = {
    "name": "キヤノン株式会社",
    "kana": "きやのん",
    "kind": "company",
    "is_active": "on",
    "aliases": "キャノン株式会社\n キャノン \n\nキャノン\nキヤノン株式会社",
}


def test_an_organisation_is_found_by_the_spelling_papers_use(desk):
    assert desk.post(reverse("organisation_add"), CANON).status_code == 302
    kept = Organisation.objects.get(name="キヤノン株式会社")
    assert {alias.name for alias in kept.aliases.all()} == {"キャノン株式会社", "キャノン"}
    for query in ("キャノン", "キヤノン", "きやのん"):
        page = shown(desk.get(reverse("organisations"), {"q": query}))
        assert page.count("キヤノン株式会社</a>") == 1 and "試験大学" not in page, query
    assert (lines("add_organisation")[0].subject, lines("add_organisation")[0].subject_id) == (
        "accounts.organisation",
        kept.pk,
    )


def test_one_spelling_means_one_organisation(desk):
    desk.post(reverse("organisation_add"), CANON)
    other = {"name": "別の会社", "kind": "company", "is_active": "on"}
    for wrong in (
        {**other, "aliases": "キャノン"},
        {**other, "aliases": "キヤノン株式会社"},
        {**other, "name": "キャノン"},
        {**CANON, "aliases": ""},
        {**other, "kind": "x"},
        {},
    ):
        answer = desk.post(reverse("organisation_add"), wrong)
        assert answer.status_code == 422 and "か所を直してください" in shown(answer)
    assert Organisation.objects.filter(name__in=["別の会社", "キャノン"]).count() == 0


def test_spellings_are_replaced_as_a_whole_and_shown_again(desk):
    desk.post(reverse("organisation_add"), CANON)
    kept = Organisation.objects.get(name="キヤノン株式会社")
    page = reverse("organisation_edit", args=[kept.pk])
    assert "キャノン株式会社" in shown(desk.get(page))
    assert (
        desk.post(page, {**CANON, "aliases": "キャノン\nCanon", "short_name": "キヤノン"}).status_code == 302
    )
    assert {alias.name for alias in OrganisationAlias.objects.filter(organisation=kept)} == {
        "キャノン",
        "Canon",
    }
    assert len(lines("edit_organisation")) == 1


def test_an_organisation_out_of_use_is_no_choice_any_more(desk, world):
    tank = world.organisations["tank"]
    desk.post(
        reverse("organisation_edit", args=[tank.pk]), {"name": tank.name, "kind": tank.kind, "aliases": ""}
    )
    assert (
        desk.post(
            reverse("person_act", args=[world.tanaka.pk, "move"]), {"organisation": tank.pk}
        ).status_code
        == 422
    )
    assert Affiliation.objects.filter(
        organisation=tank, valid_until=None
    ).exists()  # who is there stays there


# Wordings --------------------------------------------------------------------------------------------------


def test_a_new_wording_is_a_new_version_after_a_check(desk):
    page, new = reverse("duty_texts"), {"kind": "pledge", "text": "pledgeの新しい文面", "english": ""}
    checked = desk.post(page, new)
    assert (
        checked.status_code == 200 and "第2版を公表しますか" in shown(checked) and "<ins>" in shown(checked)
    )
    assert DutyText.current("pledge").number == 1
    assert desk.post(page, {**new, "confirmed": "2"}).status_code == 302
    assert [(t.number, t.text) for t in DutyText.objects.filter(kind="pledge")] == [
        (2, "pledgeの新しい文面"),
        (1, "pledgeの試験文面"),
    ]
    assert lines("publish_duty_text")[0].note == {
        "kind": "pledge",
        "number": 2,
        "hash": DutyText.current("pledge").text_hash,
    }
    both = shown(desk.get(page))
    assert "pledgeの新しい文面" in both and "pledgeの試験文面" in both


def test_a_check_that_is_out_of_date_is_shown_again(desk):
    """Two administrators at once: whoever comes second sees the version that would be theirs."""
    new = {"kind": "pledge", "text": "二人目の文面", "english": ""}
    DutyText.objects.create(kind="pledge", number=2, text="一人目の文面")
    answer = desk.post(reverse("duty_texts"), {**new, "confirmed": "2"})
    assert answer.status_code == 200 and "第3版を公表しますか" in shown(answer)
    assert DutyText.current("pledge").text == "一人目の文面"
    assert desk.post(reverse("duty_texts"), {"kind": "pledge", "text": ""}).status_code == 422


# One's own settings ----------------------------------------------------------------------------------------


def test_everybody_decides_about_their_own_screen_and_about_nothing_else(world):
    client = browser(world.tanaka)
    page = reverse("settings")
    assert world.tanaka.email in shown(client.get(page))
    answer = client.post(
        page,
        {
            "language": "ja",
            "theme": "dark",
            "uses_keys": "on",
            "email": "x@example.jp",
            "is_active": "",
            "is_superuser": "on",
        },
    )
    assert answer.status_code == 302
    world.tanaka.refresh_from_db()
    assert (world.tanaka.theme, world.tanaka.uses_keys, world.tanaka.email, world.tanaka.is_superuser) == (
        "dark",
        True,
        "tanaka@example.jp",
        False,
    )
    assert 'data-theme="dark"' in shown(client.get(page)) and 'data-keys="on"' in shown(client.get(page))
    for wrong in ({"language": "xx", "theme": "dark"}, {"language": "ja", "theme": "x"}, {}):
        assert client.post(page, wrong).status_code == 422


# Cost ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "queries"), [("people", 10), ("organisations", 9), ("duty_texts", 8)])
def test_a_list_costs_the_same_with_few_rows_and_with_many(
    world, desk, django_assert_num_queries, name, queries
):
    desk.get(reverse(name))
    with django_assert_num_queries(queries):
        desk.get(reverse(name))
    for n in range(60):
        person = Person.objects.create(email=f"p{n}@example.jp", family_name=f"多{n}", password="!")
        organisation = Organisation.objects.create(name=f"組織{n}", kind="other")
        OrganisationAlias.objects.create(organisation=organisation, name=f"別{n}")
        Affiliation.objects.create(person=person, organisation=organisation)
        Office.objects.create(person=person, kind="records_officer")
        DutyText.objects.create(kind="duty", number=n + 2, text="文")
    with django_assert_num_queries(queries):
        desk.get(reverse(name))
    if name != "duty_texts":
        with django_assert_num_queries(queries):
            assert "古いほうへ" in shown(desk.get(reverse(name), {"q": "", "page": "1"}))
        assert "新しいほうへ" in shown(desk.get(reverse(name), {"page": "2"}))
        assert (
            desk.get(reverse(name), {"page": "０"}).status_code
            == desk.get(reverse(name), {"page": "-1"}).status_code
            == 200
        )
