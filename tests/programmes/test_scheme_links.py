"""A project names its related schemes by the register: one way only, seen by who reads both, and older words carried over."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import registers
from programmes.models import CatalogueEntry, SchemeLink
from programmes.registers import KINDS
from tests.councils.visitors import browser
from tests.programmes import fund_stage

KIND = KINDS["schemes"]
SQL = Path(settings.ROOT) / "programmes" / "sql"


@pytest.fixture
def stage(world):
    return fund_stage.make_stage(world)


def say(answer) -> str:
    return answer.content.decode()


def linked(stage, entry, by, how="引き継いだ"):
    with acting_as(by):
        return registers.add(KIND, stage.project, by=by, entry=entry, title="前身の課題", how=how)


def test_who_runs_the_project_chooses_among_what_they_read(stage):
    public = fund_stage.scheme(stage.world)
    hidden = fund_stage.scheme(stage.world, title="内部の制度", public=False)
    client, page = browser(stage.nakamura), reverse("line_new", args=[stage.project.pk, "schemes"])
    form = say(client.get(page))
    assert public.title in form and hidden.title not in form
    words = {"entry": str(hidden.pk), "title": "", "how": "関わり"}
    assert client.post(page, words).status_code == 422
    assert client.post(page, words | {"entry": "x"}).status_code == 422
    assert client.post(page, words | {"entry": str(public.pk)}).status_code == 302
    shown = say(client.get(reverse("project_use", args=[stage.project.pk])))
    assert public.title in shown and "関わり" in shown
    line = SchemeLink.objects.get()
    edit = reverse("line_edit", args=[stage.project.pk, "schemes", line.pk])
    assert public.title in say(client.get(edit))
    assert public.title in say(
        client.get(reverse("line_history", args=[stage.project.pk, "schemes", line.pk]))
    )
    with acting_as(stage.nakamura), pytest.raises(DatabaseError), transaction.atomic():
        registers.add(KIND, stage.project, by=stage.nakamura, entry_id=hidden.pk, title="", how="x")


def test_a_scheme_lists_the_projects_its_reader_may_see(stage):
    entry = fund_stage.scheme(stage.world)
    linked(stage, entry, stage.nakamura)
    page = reverse("catalogue_entry", args=[entry.pk])
    for person in (stage.nakamura, stage.takahashi, stage.yamamoto):
        said = say(browser(person).get(page))
        assert stage.project.title in said and "引き継いだ" in said
    said = say(browser(stage.sato).get(page))
    assert entry.title in said and stage.project.title not in said and "引き継いだ" not in said
    assert stage.project.code not in say(browser().get(reverse("public_register", args=["scheme"])))


def test_a_tie_to_a_scheme_of_the_office_is_the_offices(stage):
    hidden = fund_stage.scheme(stage.world, title="内部の制度", public=False)
    linked(stage, hidden, stage.yamamoto, how="内部の関わり")
    for person, sees in ((stage.yamamoto, True), (stage.nakamura, False), (stage.takahashi, False)):
        with acting_as(person):
            assert SchemeLink.objects.exists() is sees
        said = say(browser(person).get(reverse("project_use", args=[stage.project.pk])))
        assert ("内部の制度" in said) is sees and ("内部の関わり" in said) is sees


def test_a_line_names_a_scheme_and_no_other_entry(stage):
    with acting_as(stage.yamamoto):
        other = CatalogueEntry.objects.create(
            register="document", custodian=stage.yamamoto, public_title="政府文書", title="文書"
        )
    with pytest.raises(DatabaseError, match="register of schemes"), transaction.atomic():
        linked(stage, other, stage.yamamoto)


def as_before(*lines: SchemeLink, word: str) -> None:
    """The table as it was when a project kept the scheme's word itself."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in ("programmes_schemelink", "programmes_schemelinkevent"):
            cursor.execute(f"alter table {table} add column scheme varchar(10)")
            cursor.execute(f"alter table {table} alter column entry_id drop not null")
            cursor.execute(f"alter table {table} disable trigger user")
            cursor.execute(f"update {table} set scheme = %s, entry_id = null", [word])
            cursor.execute(f"alter table {table} enable trigger user")


def test_words_kept_before_become_an_entry_for_who_read_them(stage):
    """As the migration does it: nobody loses a word they read, nobody gains one."""
    line = linked(stage, fund_stage.scheme(stage.world), stage.nakamura)
    as_before(line, word="sip")
    with connection.cursor() as cursor:
        cursor.execute((SQL / "0030_scheme_words.sql").read_text())
    entry = CatalogueEntry.objects.get(title__startswith="SIP（")
    assert entry.register == "scheme" and not entry.is_public
    assert SchemeLink.objects.get().entry_id == entry.pk
    assert line.events.get().entry_id == entry.pk
    for key, sees in (
        ("nakamura", True),
        ("takahashi", True),
        ("yamamoto", True),
        ("kimura", False),
        ("sato", False),
        ("ito", False),
    ):
        with acting_as(stage.world.people[key]):
            assert CatalogueEntry.objects.filter(pk=entry.pk).exists() is sees, key
            assert SchemeLink.objects.filter(pk=line.pk).exists() is sees, key


def test_a_public_entry_of_that_name_is_taken_and_none_is_made_beside_it(stage):
    line = linked(stage, fund_stage.scheme(stage.world), stage.nakamura)
    known = fund_stage.scheme(stage.world, title="ムーンショット型研究開発制度")
    as_before(line, word="moonshot")
    with connection.cursor() as cursor:
        cursor.execute((SQL / "0030_scheme_words.sql").read_text())
    assert SchemeLink.objects.get().entry_id == known.pk
    assert CatalogueEntry.objects.filter(register="scheme").count() == 2


def test_an_entry_can_be_closed_again_without_a_project_losing_its_line(stage):
    entry = fund_stage.scheme(stage.world)
    line = linked(stage, entry, stage.nakamura)
    with acting_as(stage.yamamoto):
        perform("withdraw_entry", entry, by=stage.yamamoto)
    assert SchemeLink.objects.filter(pk=line.pk, ended_at=None).exists()
    with acting_as(stage.yamamoto):
        assert SchemeLink.objects.filter(pk=line.pk).exists()
