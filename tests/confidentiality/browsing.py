"""A member of the cast at their browser: signed in, recently confirmed, and the texts on their screen."""

import html
import re
import time
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone


def browser(person: Any, *, confirmed: bool = True) -> Client:
    """Signed in; ``confirmed``: has just given the password again, as an act of effect asks."""
    client = Client()
    if person is not None:
        client.force_login(person)
        if confirmed:
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            session["account_authentication_methods_user"] = str(person.pk)
            session.save()
    return client


def text(response: Any) -> str:
    """The page as words: tags gone, entities read, blanks joined."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", "", response.content.decode())
    return re.sub(r"[\s\u3000]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def hidden(response: Any, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    assert found, f"no {name} in the page"
    return html.unescape(found[1])


def answer(
    client: Client,
    designation: Any,
    decision: str = "agree",
    comment: str = "",
    *,
    step: str = "answer",
    shown_hash: str = "",
) -> Any:
    """Open the page, take the hash that stands there, send the answer."""
    url = reverse("designation_answer", args=[designation.pk])
    shown = shown_hash or hidden(client.get(url), "shown_hash")
    return client.post(url, {"decision": decision, "comment": comment, "shown_hash": shown, "step": step})


def wording(**changes: Any) -> dict[str, Any]:
    """A complete, acceptable form."""
    end = timezone.localdate() + timedelta(days=90)
    data = {
        "title": "測定の記録に関する資料",
        "subject": "測定の数値",
        "extent": "表2に限る",
        "category": "sampling_data",
        "origin": "company",
        "holder_scope": "all",
        "ends_on_year": end.year,
        "ends_on_month": end.month,
        "ends_on_day": end.day,
        "uses": ["print"],
        "endings": ["destroy"],
        "reason": "未公表の数値であるため",
        "minimality_reason": "表2のほかは対象としない",
        "view_implementation": "実装",
        "view_leak_prevention": "流出防止",
        "view_diversity": "交流",
        "view_incentive": "誘因",
        "view_theme": "主題",
        "step": "check",
    }
    return data | changes
