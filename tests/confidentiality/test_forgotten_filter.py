"""A view that forgets every filter still answers only with what its reader may see, in the reader's own request."""

import json

import pytest
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from confidentiality import audience, doors
from confidentiality.acting import acting_as
from confidentiality.models import Item, StoredFile
from councils.models import Council, Material, MaterialVersion
from tests.cast import make_designation, make_material
from tests.confidentiality.browsing import browser


@doors.open_to_all("a test of forgetting")
def forgetful(request: HttpRequest) -> JsonResponse:
    """What a careless developer might write: all rows, by manager, relation, count and plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute("select title from councils_material")
        by_sql = [row[0] for row in cursor.fetchall()]
    return JsonResponse(
        {
            "all": [m.title for m in Material.objects.all()],
            "relation": [m.title for council in Council.objects.all() for m in council.materials.all()],
            "count": Material.objects.count(),
            "texts": [v.text for v in MaterialVersion.objects.all()],
            "files": StoredFile.objects.count(),
            "sql": by_sql,
            "items": [i.public_title for i in Item.objects.filter(kind="councils.material")],
        }
    )


urlpatterns = [path("forgetful/", forgetful), path("", include("portal.urls"))]


@pytest.mark.urls(__name__)
def test_a_view_that_forgets_every_filter_shows_only_what_its_reader_may_see(world):
    make_material(world.quantum, world.tanaka, title="共有", text="共有の本文", public_title="件名一")
    make_material(world.ocean, world.kato, title="別", text="別の本文", public_title="件名二")
    secret = make_material(
        world.quantum, world.tanaka, title="守秘", text="守秘の本文", public_title="件名三", sealed=True
    )
    seat = audience.membership(world.seats["ito"].pk)
    make_designation(world, secret, until="in_force", scoped=[seat])
    opened = make_material(
        world.quantum, world.tanaka, title="公開", text="公開の本文", public_title="件名四"
    )
    with acting_as(world.tanaka):
        audience.open_to(opened, audience.EVERYBODY)
    for who, contents, titles in (
        ("ito", {"共有", "守秘", "公開"}, {"件名一", "件名三", "件名四"}),
        ("suzuki", {"共有", "公開"}, {"件名一", "件名三", "件名四"}),
        ("kato", {"別", "公開"}, {"件名二", "件名四"}),
        ("yoshida", {"公開"}, {"件名四"}),
        ("saito", {"公開"}, {"件名四"}),
        (None, {"公開"}, {"件名四"}),
    ):
        shown = json.loads(browser(world.people[who] if who else None).get("/forgetful/").content)
        assert set(shown["all"]) == set(shown["sql"]) == contents, who
        assert set(shown["relation"]) <= contents and shown["count"] == len(contents), who
        assert set(shown["texts"]) == {f"{title}の本文" for title in contents}, who
        assert set(shown["items"]) == titles and shown["files"] == 0, who
