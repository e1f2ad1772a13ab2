"""The material viewer: text under its label, versions, talk, copies with a name on them; decides no sight."""

from functools import cache
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from confidentiality import doors, explaining, files, journal, printing
from confidentiality.marking import PUBLIC, Seal, copy_number, seal_of, stamp_lines
from confidentiality.models import Item, StoredFile
from confidentiality.verbs import WrongState
from councils import reading
from councils.addresses import address_of, addresses
from councils.forms.board import PostForm
from councils.models import Material, MaterialVersion
from councils.opened import AROUND, Around, Opened, told
from councils.rights import inside, manages, provides
from councils.views.frame import refuse

LINKS = (
    "item_access",
    "item_reads",
    "material",
    "material_changes",
    "material_finished",
    "material_post",
    "material_publish",
    "material_version_add",
)


@doors.item(Material, or_title=True, besides=AROUND)
def material(request: HttpRequest, found: Material | Item, besides: tuple[Any, ...] | None) -> HttpResponse:
    """The text under its label; for a member without the content, its neutral title and what is missing."""
    if not isinstance(found, Material):
        context = {"item": found, "why": explaining.why(found, request.user), "seal": seal_of(found)}
        return render(request, "councils/material_closed.html", context)
    around = told(found, besides)
    if request.GET.get("version") and around.version is None:
        raise Http404
    return render(request, "councils/material_page.html", _page(request, found, around))


def _held(item: Item | Material) -> Material:
    """Its content is the reader's, or it is as if there were nothing here."""
    if not isinstance(item, Material):
        raise Http404
    return item


def _chosen(versions: list[MaterialVersion], wanted: str) -> MaterialVersion | None:
    if not wanted:
        return versions[0] if versions else None
    found = [v for v in versions if wanted.isdecimal() and v.number == int(wanted)]
    if not found:
        raise Http404
    return found[0]


def _page(request: HttpRequest, found: Material, around: Around) -> dict[str, Any]:
    version, seal, may_manage = around.version, around.seal, manages(found, request.user)
    parts = reading.sections(version) if version else []
    contents, pages = [s for s in parts if s.heading], [s for s in parts if s.page]
    file = _shown_file(request, found, version, seal)
    is_public = found.disclosure == Material.Disclosure.PUBLIC
    return {
        **_frame(found, seal, around.council),
        "around": around,
        "to": addresses(found.pk, *LINKS),
        "versions": around.versions,
        "version": version,
        "latest": around.versions[0] if around.versions else None,
        "sections": parts,
        "contents": contents,
        "pages": pages,
        "has_contents": bool(contents or pages),
        "has_version": version is not None,
        "has_many": len(around.versions) > 1,
        **_change(found, version),
        "file": file,
        "file_state": file["state"] if file else "",
        "has_talk": bool(around.comments),
        "is_inside": inside(found, request.user),
        "key": uuid4(),
        "is_provider": found.custodian_id == request.user.pk,
        "may_replace": provides(found, request.user) or may_manage,
        "may_publish": is_public and seal.level != PUBLIC and may_manage,
        "is_public": is_public and seal.level == PUBLIC and version is not None,
    }


def _shown_file(
    request: HttpRequest, found: Material, version: Opened | None, seal: Seal
) -> dict[str, Any] | None:
    """``state``: free, marked with the reader's name, or staying where it is."""
    file = _file(found, version.number, version.file, version.size, seal) if version else None
    if file is not None:
        leaves = file["may_leave"] or found.custodian_id == request.user.pk
        file["state"] = ("marked" if seal.version else "free") if leaves else "stays"
    return file


def _change(found: Material, version: Opened | None) -> dict[str, Any]:
    """The version before and in how many places this one differs, where its provider says what was changed."""
    if version is None or not version.change_note:
        return {"earlier": None, "places": 0}
    earlier = MaterialVersion.objects.filter(item_id=found.pk, number__lt=version.number).first()
    return {"earlier": earlier, "places": reading.compare(earlier, version)[1] if earlier else 0}


def _frame(found: Material, seal: Seal, council: str | None = None) -> dict[str, Any]:
    """What every page of a material shows. Its council has a name only for those who may know the council."""
    if council is None:
        council = Item.objects.filter(pk=found.council_id).values_list("public_title", flat=True).first()
    councils, materials = _lists()
    to_council = [(pgettext("list", "協議会"), councils), (council, address_of("council")(found.council_id))]
    return {
        "material": found,
        "item": found,
        "seal": seal,
        "trail": [*(to_council if council else ()), (pgettext("list", "資料"), materials)],
    }


@cache
def _lists() -> tuple[str, str]:
    return reverse("council_list"), reverse("material_list")


def _file(
    found: Material, number: int, name: str | None, size: int | None, seal: Seal
) -> dict[str, Any] | None:
    if name is None:
        return None
    return {
        "size": size,
        "kind": PurePath(name).suffix.lstrip(".").upper(),
        "may_leave": seal.lets_copies_leave,
        "url": reverse("material_file", args=[found.pk, number]),
    }


@doors.item(Material, or_title=True, reads="compare_material")
def material_changes(request: HttpRequest, item: Material | Item) -> HttpResponse:
    """Two versions side by side: how many places, the provider's summary, then every change (D2)."""
    found = _held(item)
    versions = list(found.versions.all())
    new = _chosen(versions, request.GET.get("new", ""))
    before = [v for v in versions if new and v.number < new.number]
    old = _chosen(versions, request.GET["old"]) if request.GET.get("old") else before[0] if before else None
    context = {**_frame(found, seal_of(found)), "versions": versions, "old": old, "new": new}
    if old is not None and new is not None:
        if old.number > new.number:
            old, new = new, old
        rows, places = reading.compare(old, new)
        notes = [v for v in reversed(versions) if old.number < v.number <= new.number and v.change_note]
        context |= {
            "old": old,
            "new": new,
            "rows": rows,
            "places": places,
            "notes": notes,
            "has_text": bool(old.text or old.outline or new.text or new.outline),
        }
    return render(request, "councils/material_changes.html", context)


@doors.item(Material, or_title=True)
def material_post(request: HttpRequest, item: Material | Item) -> HttpResponse:
    """A comment by a member who holds the content; the text stays in the form when it cannot be taken."""
    found = _held(item)
    form = PostForm(request.POST or None)
    if not inside(found, request.user):
        refuse(request, found, "material_post")
    if not form.is_bound or not form.is_valid():
        context = {**_frame(found, seal_of(found)), "form": form}
        return render(request, "councils/material_post.html", context, status=422 if form.is_bound else 200)
    try:
        reading.comment(found, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return render(
            request,
            "councils/material_post.html",
            {**_frame(found, seal_of(found)), "form": form, "problem": str(wrong)},
            status=409,
        )
    messages.success(request, _("意見を載せました。この資料の内容を見られる構成員だけが読めます。"))
    return redirect(reverse("material", args=[found.pk]) + "#posts")


@doors.item(Material, or_title=True)
def material_file(request: HttpRequest, item: Material | Item, number: int) -> HttpResponse:
    """A copy of one file. Under an agreement it leaves by a check page, if its handling lets it leave at all."""
    found = _held(item)
    version = found.versions.select_related("file").filter(number=number).first()
    if version is None or version.file is None:
        raise Http404
    if request.method not in ("GET", "POST"):  # asking about a copy takes none
        return HttpResponseNotAllowed(["GET", "POST"])
    seal = seal_of(found)
    stored = version.file
    context = {
        **_frame(found, seal),
        "version": version,
        "file": _file(found, number, stored.name, stored.size, seal),
    }
    if not seal.lets_copies_leave and found.custodian_id != request.user.pk:
        request.refusal = {"item": found.pk, "act": "material_file"}
        return render(request, "councils/material_stays.html", context, status=403)
    if seal.version is not None and request.method != "POST":
        return render(request, "councils/material_copy.html", context)
    try:
        return _copy(request, found, stored, seal)
    except printing.PrintingRefused as refused:
        return render(
            request, "councils/material_copy.html", {**context, "problem": str(refused)}, status=409
        )


def _copy(request: HttpRequest, found: Material, stored: StoredFile, seal: Seal) -> HttpResponse:
    """The bytes, marked with their reader where they can be; the journal's line is written before the first of them."""
    number = copy_number(found)
    journal.record("take_copy", found, file=str(stored.pk), copy=number)
    data = files.read(stored)
    if stored.content_type == "application/pdf" and seal.level != PUBLIC:
        data = printing.stamp(data, stamp_lines(found, seal, request.user, number), across=request.user.name)
    return files.send(data, _name(found, stored, seal, number), stored.content_type)


def _name(found: Material, stored: StoredFile, seal: Seal, number: int) -> str:
    """Under an agreement a file's own name may tell what is secret: the copy is called by neutral title and number."""
    if seal.version is None:
        return stored.name
    safe = "".join(c for c in found.public_title if c.isprintable() and c not in '<>:"/\\|?*')[:80]
    return f"{safe}（写し{number}）{PurePath(stored.name).suffix}"
