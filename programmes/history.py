"""Which state of a tracked row somebody has read, and whether it still stands; refuses to overwrite what they never saw."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from confidentiality.verbs import WrongState


def events_of(row: Any) -> Any:
    """The kept states of a row, newest first, as far as the reader may see them."""
    return (
        type(row)
        ._meta.get_field("events")
        .related_model.objects.filter(pgh_obj_id=row.pk)
        .order_by("-pgh_id")
    )


def seen(row: Any) -> int:
    """The number of the state somebody is shown; 0 for a row without one."""
    return events_of(row).order_by().aggregate(n=Max("pgh_id"))["n"] or 0


def require_unchanged(row: Any, shown: int | None) -> None:
    """Raises WrongState when the row has changed since ``shown``; None asks nothing (no page was shown)."""
    if shown is not None and seen(row) != shown:
        raise WrongState(
            _("画面を開いた後に、ほかの方が変更しました。画面を開き直し、もう一度入力してください。")
        )
