"""Questions asked together get the answers they would get alone, each reader their own."""

from confidentiality.acting import acting_as
from confidentiality.asked import Question, any_of, ask, one
from councils.models import Material, Membership
from tests.cast import make_material

SEATS = Question(
    lambda: Membership.objects.filter(person=one("person")).order_by("pk").values_list("pk", "valid_from")
)
PAPERS = Question(
    lambda: Material.objects.filter(council__in=any_of("councils")).values_list("pk", "title", "custodian_id")
)


def test_rows_keep_their_types_and_row_security_answers(world, django_assert_num_queries) -> None:
    paper = make_material(world.quantum, world.tanaka, sealed=True, text="x")
    for person, theirs in ((world.tanaka, [paper.pk]), (world.suzuki, [])):
        with acting_as(person):
            with django_assert_num_queries(1):
                said = ask((SEATS, PAPERS), person=person.pk, councils=[world.quantum.pk])
            alone = Membership.objects.filter(person=person).order_by("pk")
            assert said[SEATS] == list(alone.values_list("pk", "valid_from"))
            assert [row[0] for row in said[PAPERS]] == theirs
