"""The frame's words and menu, as data; refuses to name anything the reader cannot open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality.doors import holds_office


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: ``navigation`` [{url, label, current}], demo flag, idle limit in seconds."""
    return {
        "navigation": _entries(request),
        "is_demo": settings.DEMO,
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "site_name": settings.SITE_NAME,
    }


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        entries = [(_("公開ページ"), "public_home", "/public/")]
    else:
        entries = [
            (_("ホーム"), "home", "/home/"),
            (_("協議会"), "council_list", "/councils/"),
            (_("資料"), "material_list", "/materials/"),
            (_("守秘の指定"), "designation_list", "/scopes/"),
        ]
        if holds_office(user, "administrator"):
            entries.append((_("管理"), "people", "/manage/"))
    return [
        {"label": label, "url": reverse(name), "current": request.path.startswith(prefix)}
        for label, name, prefix in entries
    ]
