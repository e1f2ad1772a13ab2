"""Documents drawn from the code are up to date, and what they draw is what happens."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from confidentiality.models import Designation, Disclosure
from portal.drawing import DOCUMENTS, matrix, states
from tests.access_scenes import SCENES, complete

DOCS = Path(settings.ROOT) / "docs"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_drawn_document_is_up_to_date(name):
    assert (DOCS / name).read_text(encoding="utf-8") == DOCUMENTS[name](), "run manage.py draw_docs"


# States no verb of the row itself leads to.
LED_BY_ANOTHER = {
    "councils.Rules": {"superseded"},  # a newer version comes into force
    "programmes.Guideline": {"superseded"},  # likewise
    "programmes.CriticalTechnology": {"selected", "not_selected"},  # the narrowing decision about it
    "programmes.StopProposal": {"confirmed"},  # the project's own stop
    "programmes.StageGate": {
        "judged",
        "decided",
        "disclosed",
    },  # the evaluators' dossier leads to the judgement
    "programmes.NarrowingDecision": {"superseded"},  # a newer decision about the same technology
    "programmes.RDVision": {"superseded"},  # a revision of the same number is published
    "programmes.Call": {"selected"},  # every proposal to it is decided
    "programmes.Proposal": {
        "selected",
        "not_selected",
        "awarded",
    },  # the review's result, from its release on
    "programmes.ProposalDossier": {  # decisions two people stand behind, and the applicant's own
        "ranked",
        "selected",
        "not_selected",
        "security_checked",
        "awarded",
        "declined",
    },
    "programmes.CallReview": {"announced"},  # its hour has come
}


def test_every_life_cycle_is_drawn_from_its_first_state_to_an_end():
    for model in states.with_states():
        arrows, known = states.arrows(model), set(model.State.values)
        assert {a.source for a in arrows} | {a.target for a in arrows} <= known
        reached = {model._meta.get_field("state").get_default()}
        while more := {a.target for a in arrows if a.source in reached} - reached:
            reached |= more
        assert known - reached == LED_BY_ANOTHER.get(model._meta.label, set()), model._meta.label


@pytest.mark.parametrize(
    ("model", "scenes", "least"),
    [(Designation, "指定", 10), (Disclosure, "成果", 4)],
    ids=["agreement", "publication"],
)
def test_an_agreement_or_a_publication_moves_only_along_the_arrows_of_its_diagram(
    world, model, scenes, least
):
    """Every change of state in every scene of the matrix, written down by the database itself."""
    complete(world)
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table moved (was text, now text) on commit drop;"
            "create function pg_temp.note_move() returns trigger language plpgsql security definer as"
            " $$ begin insert into moved values (old.state, new.state); return null; end $$;"
            f"create trigger note_move after update on {model._meta.db_table} for each row"
            " when (old.state is distinct from new.state) execute function pg_temp.note_move()"
        )
    moves = set()
    for name, play in SCENES.items():
        if name.startswith(scenes) if model is Disclosure else scenes in name:
            with transaction.atomic():
                play(world)
                with connection.cursor() as cursor:
                    cursor.execute("select was, now from moved")
                    moves |= set(cursor.fetchall())
                transaction.set_rollback(True)
    drawn = {(a.source, a.target) for a in states.arrows(model)}
    assert len(moves) >= least and moves <= drawn, moves - drawn


def test_a_matrix_that_forgets_somebody_is_refused(tmp_path):
    line = "資料,councils.Material,ある状態,{who},可,可,根拠\n"
    heading = ",".join(matrix.HEADINGS) + "\n"
    table = tmp_path / "table.csv"
    for rows, said in (
        (line.format(who="事務局"), "says nothing of"),
        (line.format(who="事務局、そのほか") + line.format(who="事務局"), "named twice"),
    ):
        table.write_text(heading + rows, encoding="utf-8")
        [case] = matrix.cases(matrix.lines(table)).values()
        with pytest.raises(ValueError, match=said):
            matrix.answers(case)
    table.write_text(heading + line.format(who="だれか"), encoding="utf-8")
    with pytest.raises(ValueError, match="cannot read"):
        matrix.lines(table)
