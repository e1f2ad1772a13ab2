"""The worker's errands for councils: papers in the background, rounds whose time is over; arguments are ids only."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_noop

from confidentiality import agreements, asking, files, outbox
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.files import Checked
from confidentiality.models import Designation, OutboxMessage, PrintJob
from confidentiality.printing import FontsUnavailable, PrintingRefused
from councils import papers
from councils.models import SummaryEdition

log = logging.getLogger(__name__)

# Words of ours: a problem never repeats what the paper says.
CHANGED = gettext_noop("作成中に本文が変わりました。もう一度作成してください。")
OUT_OF_SIGHT = gettext_noop("いまは、この文書を作成できません。")
SLOW = gettext_noop("時間内に作成できませんでした。しばらくしてから、もう一度作成してください。")
UNEXPECTED = gettext_noop("作成できませんでした。事務局に連絡してください。")


@shared_task
def make_pdf(job_id: str) -> str:
    """Make the paper of one job in steps a reader can follow: read, set, kept. Twice does it once. Returns its state.

    Read with the rights of the person who asked, at this instant; the official edition of a published summary is
    ordered by nobody and made by the portal itself.
    """
    with acting_as_system("make_pdf"):
        job = PrintJob.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.state in (PrintJob.State.DONE, PrintJob.State.FAILED):
            return job.state if job else "gone"
        PrintJob.objects.filter(pk=job.pk).update(state=PrintJob.State.RUNNING, done_steps=0)
    try:
        with _rights_of(job):
            paper = papers.ordered(job)
        _done(job, 1)
        data = paper.make()
        _done(job, 2)
        return _keep(job, paper, data)
    except papers.Changed:
        return _fail(job, CHANGED)
    except ObjectDoesNotExist:
        return _fail(job, OUT_OF_SIGHT)
    except (PrintingRefused, FontsUnavailable) as refused:
        return _fail(job, str(refused))
    except SoftTimeLimitExceeded:
        return _fail(job, SLOW)
    except Exception:
        _fail(job, UNEXPECTED)
        raise


def _rights_of(job: PrintJob) -> AbstractContextManager:
    return acting_as(job.requested_by_id) if job.requested_by_id else acting_as_system("official edition")


def _done(job: PrintJob, steps: int) -> None:
    with acting_as_system("make_pdf"):
        PrintJob.objects.filter(pk=job.pk).update(done_steps=steps)


def _keep(job: PrintJob, paper: papers.Paper, data: bytes) -> str:
    with acting_as_system("make_pdf"):
        fresh = PrintJob.objects.select_for_update().get(pk=job.pk)
        if fresh.state == PrintJob.State.DONE:  # another worker was faster
            return fresh.state
        fresh.file = files.keep(Checked(paper.name, paper.content_type, data), fresh.item, fresh.requested_by)
        fresh.state, fresh.done_steps = PrintJob.State.DONE, fresh.all_steps
        fresh.save(update_fields=["file", "state", "done_steps"])
        if fresh.kind == "edition_pdf":
            SummaryEdition.objects.filter(item_id=fresh.item_id, text_hash=fresh.text_hash, file=None).update(
                file=fresh.file
            )
    return fresh.state


def _fail(job: PrintJob, problem: str) -> str:
    with acting_as_system("make_pdf"):
        PrintJob.objects.filter(pk=job.pk).exclude(state=PrintJob.State.DONE).update(
            state=PrintJob.State.FAILED, problem=problem[:200]
        )
    return PrintJob.State.FAILED


@outbox.on(papers.WANTED)
def _make_wanted(message: OutboxMessage) -> None:
    make_pdf.delay(
        message.note["subject"]
    )  # before the commit on purpose: a second delivery finds the job done


@outbox.on("summary.published")
@outbox.on("summary.corrected")
def _print_edition(message: OutboxMessage) -> None:
    """The official PDF of what has just been published."""
    edition = (
        SummaryEdition.objects.select_related("item")
        .filter(item_id=message.item_id, file=None)
        .order_by("-number")
        .first()
    )
    if edition is not None and outbox.once(message, "edition"):
        papers.order(papers.edition_pdf(edition), by=None)


@shared_task
def tidy_deadlines() -> int:
    """Close rounds and agreements whose time has passed, call for reviews that are due; sight ended by itself.

    Any number of runs, at once or one after the other, do each thing once. Returns how many were closed.
    """
    with acting_as_system("tidy_deadlines"):
        waiting = list(asking.due().order_by("pk").values_list("pk", flat=True))
        _order_missing_editions()
    return sum(_tidy(designation_id) for designation_id in waiting)


def _order_missing_editions() -> None:
    """Official PDFs nobody has ordered yet, as of summaries that were loaded and not published here."""
    for edition in SummaryEdition.objects.select_related("item").filter(file=None, item__state="published"):
        if not PrintJob.objects.filter(
            item_id=edition.item_id, kind="edition_pdf", text_hash=edition.text_hash
        ).exists():
            papers.order(papers.edition_pdf(edition), by=None)


def _tidy(designation_id: object) -> bool:
    """One designation in a transaction of its own, so that one that fails stops no other."""
    try:
        with acting_as_system("tidy_deadlines"):
            return bool(agreements.settle(Designation.objects.get(pk=designation_id)))
    except Exception:
        log.exception("designation %s could not be tidied", designation_id)
        return False
