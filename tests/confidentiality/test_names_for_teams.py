"""Who sees an item is told by name to its custodian, its council and the teams of its containers; one definition, in one place."""

import re
from pathlib import Path

from django.conf import settings
from django.db import connection

from confidentiality.acting import acting_as
from tests.programmes import fund_stage

ROOT = Path(settings.ROOT)


def words(sql: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"--.*", "", sql)).strip()


def named(person, item) -> set:
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute("select person_id from app.who_can_see(%s, 2::smallint)", [item.pk])
        return {row[0] for row in cursor.fetchall()}


def test_the_team_of_a_container_learns_names_and_a_stranger_none(world):
    stage = fund_stage.make_stage(world)
    payment = fund_stage.request(stage)
    assert {stage.yamamoto.pk, stage.nakamura.pk} <= named(stage.nakamura, payment)
    assert stage.takahashi.pk in named(stage.takahashi, payment)
    assert named(stage.kimura, payment) <= {stage.kimura.pk}, "an auditor is of no team"
    assert named(stage.inoue, payment) == set()


def test_the_definition_in_force_is_confidentialitys_own(db):
    """An older migration of programmes defined it too; whichever runs last on a new database, the words are these.

    What the web asks is the same answer made narrower: without evaluators, whom only who runs the evaluation learns, and
    without who is judged in the fund whose register of reviewers it is. Nothing newer may define it from anything else.
    """
    ours = (ROOT / "confidentiality/sql/0007_names_for_teams.sql").read_text()
    body = words(re.search(r"as \$\$(.*?)\$\$;", ours, re.DOTALL)[1])
    with connection.cursor() as cursor:
        cursor.execute(
            "select prosrc from pg_proc where proname = 'who_can_see' and pronamespace = 'evaluation'::regnamespace"
        )
        [(kept,)] = cursor.fetchall()
    assert words(kept) == body
    before_it_was_split = {"0001_core.sql", "0002_fund.sql", "0007_names_for_teams.sql", "0005_conflicts.sql"}
    narrowing = 0
    for path in ROOT.glob("*/sql/*.sql"):
        for text in re.findall(
            r"function app\.who_can_see\([^)]*\).*?as \$\$(.*?)\$\$;", path.read_text(), re.DOTALL
        ):
            if path.name in before_it_was_split:
                continue
            narrowing += 1
            assert "from evaluation.who_can_see(i, want, t) w" in words(text), path
            assert "union" not in text, path
    assert narrowing, "the web asks a narrowed answer"
