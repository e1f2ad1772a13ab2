"""The frame's words and menu, as data; refuses to name anything the reader cannot open."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from confidentiality.doors import holds_office


class Entry(NamedTuple):
    """A word of the menu; ``is_here`` on the page it leads to and on those below."""

    url: str
    label: str
    is_here: bool


class Menu(tuple[Entry, ...]):
    """One of the few menus there are: it is itself, so that a page's frame is found by it without reading it."""

    __slots__ = ()
    __eq__, __hash__ = object.__eq__, object.__hash__


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: ``menu`` (entries), how the reader likes pages, demo flag, idle limit in seconds."""
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    # an address typed by anybody must not fill the memory, so only known sections are told apart
    section = next((at for known, at in _SECTIONS.items() if request.path.startswith(known)), "")
    if is_signed_in and section.startswith("/public/programmes/"):
        section = "/programmes/"
    administers = is_signed_in and holds_office(user, "administrator")
    language = get_language()
    return {
        "menu": _entries(is_signed_in, administers, section, language),
        "is_signed_in": is_signed_in,
        "theme": user.theme if is_signed_in and user.theme != "auto" else "",
        "uses_keys": is_signed_in and user.uses_keys,
        "is_demo": settings.DEMO,
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "site_name": _site_name(language),
    }


# Where an address belongs in the menu; the narrower before the wider.
_SECTIONS = {
    **{f"/{where}/": f"/{where}/" for where in ("public/programmes", "public", "home", "councils", "materials")},
    **{f"/{where}/": f"/{where}/" for where in ("scopes", "programmes", "manage")},
    **dict.fromkeys(
        (
            "/meetings/",
            "/agenda/",
            "/attendance/",
            "/handouts/",
            "/records/",
            "/remarks/",
            "/suggestions/",
            "/summaries/",
            "/seats/",
            "/actions/",
            "/support/",
            "/consultations/",
        ),
        "/councils/",
    ),
    "/disclosures/": "/programmes/",
}


@cache
def _site_name(language: str) -> str:
    """In the language that is spoken now, which ``language`` names."""
    return str(settings.SITE_NAME)


@cache
def _entries(is_signed_in: bool, administers: bool, section: str, language: str) -> Menu:
    """In the language that is spoken now, which ``language`` names."""
    words = {
        "/public/": (_("公開ページ"), "public_home"),
        "/public/programmes/": (_("制度と基金"), "public_programmes"),
    }
    if is_signed_in:
        words = {
            "/home/": (_("ホーム"), "home"),
            "/councils/": (pgettext("list", "協議会"), "council_list"),
            "/materials/": (pgettext("list", "資料"), "material_list"),
            "/scopes/": (pgettext("list", "守秘の指定"), "designation_list"),
            "/programmes/": (_("制度と基金"), "programme_home"),
        }
    if administers:
        words["/manage/"] = (_("管理"), "people")
    return Menu(Entry(reverse(name), label, section == where) for where, (label, name) in words.items())
