"""The Celery application `banso`: JSON messages that carry ids only; it holds no task and no rule."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_ready
from django.core.exceptions import ImproperlyConfigured

from portal import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("BANSO_DB_LOGIN", embedded.default_login())

# Seconds. A run that is not taken in time is dropped, not piled up: the next one does the same work.
BEAT_SCHEDULE = {
    "outbox relay": {
        "task": "confidentiality.tasks.relay_outbox",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "journal seal": {
        "task": "confidentiality.tasks.seal_journal",
        "schedule": 5.0,
        "options": {"expires": 25},
    },
    "planned publications": {
        "task": "confidentiality.tasks.settle_disclosures",
        "schedule": 60.0,
        "options": {"expires": 300},
    },
    "deadlines": {"task": "councils.tasks.tidy_deadlines", "schedule": 60.0, "options": {"expires": 300}},
    "reminders": {
        "task": "programmes.policy_notices.remind",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "results": {"task": "programmes.tasks.announce_results", "schedule": 30.0, "options": {"expires": 60}},
    "guidelines": {
        "task": "programmes.tasks.settle_guidelines",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
}

app = Celery("banso")
app.config_from_object("django.conf:settings", namespace="CELERY")  # CELERY_BROKER_URL
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    # A task is forgotten by the broker only when it is done; a killed child gives it back at once, a
    # killed worker after the visibility timeout. Consumers are idempotent and the relay asks again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    task_time_limit=120,
    task_soft_time_limit=100,
    broker_transport_options={"visibility_timeout": 180, "socket_timeout": 5, "socket_connect_timeout": 5},
    broker_connection_retry_on_startup=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    # Events and remote control repeat the arguments of tasks to whoever listens.
    worker_send_task_events=False,
    task_send_sent_event=False,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    timezone="Asia/Tokyo",
    enable_utc=True,
    beat_schedule=BEAT_SCHEDULE,
)
app.autodiscover_tasks()


@worker_init.connect
def refuse_demonstration_people(**kwargs: Any) -> None:
    """In real mode the worker does not begin while people with a published password exist."""
    from portal.demo.people import refuse_outside_demo_mode  # models are there only now

    try:
        refuse_outside_demo_mode()
    except ImproperlyConfigured as refused:
        sys.exit(str(refused))


@worker_ready.connect
def show_life(sender: Any, **kwargs: Any) -> None:
    """Touches BANSO_SIGN_OF_LIFE every 10 seconds from the loop that takes tasks, for a container's health check."""
    path = os.environ.get("BANSO_SIGN_OF_LIFE")
    if path:
        sender.timer.call_repeatedly(10.0, Path(path).touch)
