"""The material viewer: text under its label, versions, talk, copies with a name on them; decides no sight."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality import doors, explaining, files, journal, printing
from confidentiality.marking import PUBLIC, Seal, copy_number, seal_of, stamp_lines
from confidentiality.models import Designation, Item, StoredFile
from confidentiality.verbs import WrongState
from councils import reading
from councils.forms.board import PostForm
from councils.models import Handout, Material, MaterialVersion, Post, Reading
from councils.rights import inside, manages, provides
from councils.views.frame import refuse

KIND = "councils.material"


@doors.item(Item, related=("custodian",))
def material(request: HttpRequest, item: Item) -> HttpResponse:
    """The text under its label; for a member without the content, its neutral title and what is missing."""
    found = _content(item)
    if found is None:
        context = {"item": item, "why": explaining.why(item, request.user), "seal": seal_of(item)}
        return render(request, "councils/material_closed.html", context)
    versions = list(found.versions.select_related("file", "created_by"))
    version = _chosen(versions, request.GET.get("version", ""))
    if version is not None:
        journal.record("read_material", found, version=version.number)
    return render(request, "councils/material_page.html", _page(request, found, versions, version))


def _content(item: Item) -> Material | None:
    """The material behind the item as far as its reader may have it; 404 for items that are no material."""
    if item.kind != KIND:
        raise Http404
    return Material.objects.select_related("custodian").filter(pk=item.pk).first()


def _held(item: Item) -> Material:
    found = _content(item)
    if found is None:
        raise Http404
    return found


def _chosen(versions: list[MaterialVersion], wanted: str) -> MaterialVersion | None:
    if not wanted:
        return versions[0] if versions else None
    found = [v for v in versions if wanted.isdigit() and v.number == int(wanted)]
    if not found:
        raise Http404
    return found[0]


def _page(
    request: HttpRequest, found: Material, versions: list[MaterialVersion], version: MaterialVersion | None
) -> dict[str, Any]:
    parts, seal = reading.sections(version) if version else [], seal_of(found)
    earlier = next((v for v in versions if version and v.number < version.number), None)
    return {
        **_frame(found, seal),
        "versions": versions,
        "version": version,
        "latest": versions[0] if versions else None,
        "sections": parts,
        "contents": [s for s in parts if s.heading],
        "pages": [s for s in parts if s.page],
        "earlier": earlier,
        "places": reading.compare(earlier, version)[1] if earlier and version else 0,
        "file": _file(version, seal) if version else None,
        "posts": Post.objects.filter(item_id=found.pk).select_related("author"),
        "is_inside": inside(found, request.user),
        "form": PostForm(),
        "handouts": _handouts(found),
        "designation": _designation(found),
        "is_provider": found.custodian_id == request.user.pk,
        "may_replace": provides(found, request.user) or manages(found, request.user),
        "may_publish": found.disclosure == Material.Disclosure.PUBLIC
        and seal.level != PUBLIC
        and manages(found, request.user),
        "finished": version is not None
        and Reading.objects.filter(person=request.user, version=version).exists(),
    }


def _frame(found: Material, seal: Seal) -> dict[str, Any]:
    """What every page of a material shows. Its council has a name only for those who may know the council."""
    council = Item.objects.filter(pk=found.council_id).first()
    trail = (
        [
            (_("協議会"), reverse("council_list")),
            (council.public_title, reverse("council", args=[council.pk])),
        ]
        if council
        else []
    )
    return {
        "material": found,
        "item": found,
        "seal": seal,
        "trail": [*trail, (_("資料"), reverse("material_list"))],
    }


def _file(version: MaterialVersion, seal: Seal) -> dict[str, Any] | None:
    if version.file is None:
        return None
    return {
        "stored": version.file,
        "kind": PurePath(version.file.name).suffix.lstrip(".").upper(),
        "may_leave": seal.lets_copies_leave,
        "url": reverse("material_file", args=[version.item_id, version.number]),
    }


def _handouts(found: Material) -> list[Handout]:
    return list(Handout.objects.filter(item_id=found.pk).select_related("meeting"))


def _designation(found: Material) -> Designation | None:
    return Designation.objects.filter(item_id=found.pk).order_by("-created").first()


@doors.item(Item, reads="compare_material")
def material_changes(request: HttpRequest, item: Item) -> HttpResponse:
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


@doors.item(Item)
def material_post(request: HttpRequest, item: Item) -> HttpResponse:
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


@doors.item(Item)
def material_file(request: HttpRequest, item: Item, number: int) -> HttpResponse:
    """A copy of one file. Under an agreement it leaves by a check page, if its handling lets it leave at all."""
    found = _held(item)
    version = found.versions.select_related("file").filter(number=number).first()
    if version is None or version.file is None:
        raise Http404
    if request.method not in ("GET", "POST"):  # asking about a copy takes none
        return HttpResponseNotAllowed(["GET", "POST"])
    seal = seal_of(found)
    context = {**_frame(found, seal), "version": version, "file": _file(version, seal)}
    if not seal.lets_copies_leave and found.custodian_id != request.user.pk:
        request.refusal = {"item": found.pk, "act": "material_file"}
        return render(request, "councils/material_stays.html", context, status=403)
    if seal.version is not None and request.method != "POST":
        return render(request, "councils/material_copy.html", context)
    try:
        return _copy(request, found, version.file, seal)
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
