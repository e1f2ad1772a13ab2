"""The programme's own errands in the background: announce results whose instant has come. Nobody's sight waits for it."""

from celery import shared_task

from confidentiality.acting import acting_as_system, database_now
from programmes import selection
from programmes.models import CallReview


@shared_task
def announce_results() -> int:
    """Send the letters of every release that is out; twice does it once."""
    with acting_as_system("announce results"):
        due = list(CallReview.objects.filter(state=CallReview.State.SET, release_at__lte=database_now()))
        return sum(selection.announce(review) for review in due)
