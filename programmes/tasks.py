"""The programme's own errands in the background, for results and guidelines whose instant has come; no sight waits for it."""

from celery import shared_task

from confidentiality.acting import acting_as_system, database_now
from programmes import guidelines, selection
from programmes.models import CallReview


@shared_task
def announce_results() -> int:
    """Send the letters of every release that is out; twice does it once."""
    with acting_as_system("announce results"):
        due = list(CallReview.objects.filter(state=CallReview.State.SET, release_at__lte=database_now()))
        return sum(selection.announce(review) for review in due)


@shared_task
def settle_guidelines() -> int:
    """The rows of guidelines follow the clock; the official paper is ordered then. Nobody's sight waits for it."""
    with acting_as_system("settle guidelines"):
        return guidelines.settle()
