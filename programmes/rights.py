"""Who may act on the programme: the programme office for policy, an organisation's people for their own measure."""

from typing import Any

from confidentiality import audience
from confidentiality.acting import principals
from confidentiality.guards import Guard
from confidentiality.models import Principal

STAFF = audience.office("programme_staff")
STAFF_ALONE = f"{STAFF} = any((select app.principals())::int[])"  # SQL: the reader holds the office now
# What a public thing said before it was public stays the office's.
HISTORY = {"guard": Guard("item_ptr_id", writes="select, insert", unless_private=STAFF_ALONE)}


class MayBeLimited:
    """A draft that can be limited to named people in these states (``programmes.draft_readers``)."""

    MAY_BE_LIMITED: tuple = ()

    @property
    def is_held(self) -> bool:
        """The reader has its file, too: while it is limited, only those named for the office have."""
        return self.state not in self.MAY_BE_LIMITED or hasattr(self, "file")


def is_staff(subject: Any, person: Any) -> bool:
    """The reader of this transaction holds the office 府省庁の事業担当 now; at a limited draft, is named for the office, too."""
    return STAFF in principals() and getattr(subject, "is_held", True)


def works_for(organisation_id: Any) -> bool:
    """The reader of this transaction belongs to this organisation now."""
    return organisation_id is not None and audience.organisation(organisation_id) in principals()


def bodies() -> list[Any]:
    """The organisations the reader of this transaction belongs to now."""
    return list(
        Principal.objects.filter(pk__in=principals(), kind="organisation").values_list("ref", flat=True)
    )


def staff_or_owner(measure: Any, person: Any) -> bool:
    """The office, or the people of the organisation that carries the measure out."""
    return is_staff(measure, person) or works_for(measure.owner_id)
