"""The small registers, all by one page pattern: a list, one entry, its correction, its acts, its links."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import catalogue, history, issues
from programmes.forms.catalogue import EntryForm, LinkForm, NoteForm, SettleForm
from programmes.forms.technology_book import WordsForm
from programmes.models import CatalogueEntry, CatalogueLink, CatalogueNote, CriticalTechnology
from programmes.policy_registers import MOVES, REGISTERS, Register
from programmes.rights import is_staff
from programmes.views.frame import (
    PagesFirst,
    acted,
    after_fresh_sign_in,
    confirm,
    form_page,
    posted,
    slice_of,
    too_late,
)

A_PAGE = 50
State = CatalogueEntry.State
PUBLISHING = {
    "publish_entry": [
        gettext_lazy("この記載を、どなたでも読めるように公開します。経過と前の記載は公開しません。")
    ],
    "withdraw_entry": [
        gettext_lazy("公開ページから取り下げ、直せるようにします。すでに読まれたものは取り消せません。")
    ],
}


def register_of(slug: str) -> Register:
    """The register of an address; 404 for any other word."""
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


def trail_of(register: Register | None = None, entry: CatalogueEntry | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home"))]
    if register is not None:
        trail.append((register.name, reverse("catalogue_list", args=[register.slug])))
    if entry is not None:
        trail.append((entry.title, reverse("catalogue_entry", args=[entry.pk])))
    return trail


@doors.person
@require_safe
def catalogue_list(request: HttpRequest, register: str) -> HttpResponse:
    """The entries this reader may read, a page at a time; ``?state=`` narrows to one state."""
    found = register_of(register)
    rows = CatalogueEntry.objects.filter(register=found.slug)
    counts = Counter(dict(rows.order_by().values_list("state").annotate(n=Count("pk"))))
    wanted = request.GET.get("state", "")
    shown = rows.filter(state=wanted) if wanted in State.values else rows
    page = PagesFirst(
        shown.select_related("organisation").order_by("number", "-on", "title", "pk"), A_PAGE
    ).get_page(request.GET.get("page"))
    address = reverse("catalogue_list", args=[found.slug])
    tabs = [(_("すべて"), address, wanted not in State.values)] + [
        (
            _("%(state)s（%(n)s）") % {"state": found.state_name(state), "n": counts[state]},
            f"{address}?state={state}",
            wanted == state,
        )
        for state in State.values
    ]
    context = {
        "register": found,
        "page": page,
        "rows": told(found, list(page.object_list)),
        "tabs": tabs,
        "query": f"state={wanted}" if wanted in State.values else "",
        "trail": trail_of(),
        "is_staff": is_staff(None, request.user),
    }
    return render(request, "programmes/catalogue_list.html", context)


def told(register: Register, rows: list[CatalogueEntry]) -> list[dict[str, Any]]:
    """Each entry with its register's words and the technology, if the reader may read that; one query."""
    known = CriticalTechnology.objects.in_bulk({row.technology_id for row in rows if row.technology_id})
    return [
        {
            "entry": row,
            "state": register.state_name(row.state),
            "category": register.category_name(row.category),
            "technology": known.get(row.technology_id),
        }
        for row in rows
    ]


@doors.office("programme_staff")
def catalogue_new(request: HttpRequest, register: str) -> HttpResponse:
    found = register_of(register)
    initial = {"technology": request.GET.get("technology", "")} if "technology" in found.columns else {}
    form = EntryForm(posted(request), register=found, is_new=True, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = catalogue.add_entry(found.slug, by=request.user, **form.cleaned_data)
        except WrongState as wrong:
            form.add_error("number" if "number" in form.fields else None, str(wrong))
        else:
            return redirect("catalogue_entry", made.pk)
    context = {
        "form": form,
        "heading": found.add,
        "lead": _("公開するまで、事業担当だけが見られます。"),
        "back": reverse("catalogue_list", args=[found.slug]),
        "trail": trail_of(found),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(CatalogueEntry, related=("organisation",))
@require_safe
def catalogue_entry(request: HttpRequest, entry: CatalogueEntry) -> HttpResponse:
    """One entry: its columns, what it is linked to, its notes and its earlier states for the office."""
    register, staff = REGISTERS[entry.register], is_staff(entry, request.user)
    offer = {v.name: v for v in offered(entry, request.user)}
    offer.pop("publish_entry" if entry.is_public else "withdraw_entry", None)
    [row] = told(register, [entry])
    of_scheme = entry.register == CatalogueEntry.Register.SCHEME
    projects, more_projects = (
        slice_of(request, catalogue.projects_of(entry), name="projects") if of_scheme else ([], {})
    )
    context = {
        "register": register,
        "entry": entry,
        "row": row,
        "columns": columns_of(register, row),
        "links": catalogue.linked_things(entry),
        "of_scheme": of_scheme,
        "shared": of_scheme and catalogue.is_shared(entry),
        "projects": projects,
        "more_projects": more_projects,
        "issues": issues.issues_of(entry),
        "notes": list(CatalogueNote.objects.filter(item=entry).select_related("written_by")) if staff else [],
        "versions": list(history.events_of(entry)[1:21]) if staff else [],
        "verbs": [(name, register.verbs.get(name) or v.label) for name, v in offer.items()],
        "is_staff": staff,
        "trail": trail_of(register),
    }
    return render(request, "programmes/catalogue_entry.html", context)


def columns_of(register: Register, row: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """[(column, label, value)] of what is filled in, but for the title."""
    entry = row["entry"]
    found = []
    for name, label in register.columns.items():
        value = row.get(name) if name in ("category", "technology") else getattr(entry, name)
        if name != "title" and value not in (None, ""):
            found.append((name, label, value))
    return found


@doors.item(CatalogueEntry, allows=is_staff)
def catalogue_edit(request: HttpRequest, entry: CatalogueEntry) -> HttpResponse:
    register = REGISTERS[entry.register]
    initial = EntryForm.values_of(entry, register) | {"shown": history.seen(entry)}
    form = EntryForm(posted(request), register=register, is_new=False, initial=initial)
    back = reverse("catalogue_entry", args=[entry.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: catalogue.edit_entry(entry, by=request.user, **form.cleaned_data),
            back=back,
            said=_("記載を保存しました。"),
        )
    context = {
        "form": form,
        "heading": _("記載を直す"),
        "back": back,
        "trail": trail_of(register, entry),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(CatalogueEntry, allows=is_staff)
def catalogue_act(request: HttpRequest, entry: CatalogueEntry, verb: str) -> HttpResponse:
    """The check page of one act; publication is asked with a fresh sign-in."""
    if verb not in MOVES and verb not in PUBLISHING:
        raise Http404
    page = after_fresh_sign_in(_act) if verb == "publish_entry" else _act
    return page(request, entry, verb)


def _form_of(request: HttpRequest, register: Register, verb: str) -> Any:
    if verb in PUBLISHING:
        return None
    if verb == "settle_entry":
        return SettleForm(posted(request), takes_over=register.takes_over)
    return SettleForm(posted(request)) if verb == "drop_entry" else WordsForm(posted(request))


def _act(request: HttpRequest, entry: CatalogueEntry, verb: str) -> HttpResponse:
    register = REGISTERS[entry.register]
    words = list(PUBLISHING.get(verb, [_("いつ、だれが、なぜ変えたかが残ります。")]))
    if verb not in PUBLISHING and entry.is_public:
        words.append(_("この記載は公開しているため、状態と回答は、そのまま公開ページに載ります。"))
    label = register.verbs.get(verb) or verbs_of(CatalogueEntry)[verb].label
    return confirm(
        request,
        lambda **given: perform(verb, entry, by=request.user, **given),
        heading=label,
        verb=label,
        back=reverse("catalogue_entry", args=[entry.pk]),
        words=words,
        form=_form_of(request, register, verb),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
        trail=trail_of(register, entry),
        kind="danger" if verb in ("drop_entry", "withdraw_entry") else "main",
    )


@doors.item(CatalogueEntry, allows=is_staff)
def catalogue_note(request: HttpRequest, entry: CatalogueEntry) -> HttpResponse:
    register, form = REGISTERS[entry.register], NoteForm(posted(request))
    back = reverse("catalogue_entry", args=[entry.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: catalogue.note_entry(entry, by=request.user, **form.cleaned_data),
            back=back,
            said=_("経過を加えました。"),
        )
    context = {
        "form": form,
        "heading": _("経過を加える"),
        "lead": _("経過は、公開した記載でも事業担当だけが見られます。後から直せません。"),
        "back": back,
        "trail": trail_of(register, entry),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(CatalogueEntry, allows=is_staff)
def catalogue_link(request: HttpRequest, entry: CatalogueEntry, kind: str) -> HttpResponse:
    """Choose among the things of one kind that this reader may read."""
    register = REGISTERS[entry.register]
    if kind not in register.links:
        raise Http404
    model, _page = catalogue.SUBJECTS[kind]
    form = LinkForm(posted(request), among=catalogue.things(model).order_by("public_title", "pk"))
    back = reverse("catalogue_entry", args=[entry.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: catalogue.link_entry(entry, by=request.user, **form.cleaned_data),
            back=back,
            said=_("結び付けました。"),
        )
    context = {
        "form": form,
        "heading": _("「%(kind)s」に結び付ける") % {"kind": model._meta.verbose_name},
        "lead": _("記載と、結び付けるものの両方を見られる方だけが、この結び付きを見られます。"),
        "back": back,
        "trail": trail_of(register, entry),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(CatalogueEntry, allows=is_staff)
def catalogue_unlink(request: HttpRequest, entry: CatalogueEntry, number: int) -> HttpResponse:
    link = get_object_or_404(CatalogueLink, item=entry, pk=number)
    back = reverse("catalogue_entry", args=[entry.pk])
    if link.valid_until is not None and request.method != "POST":
        return too_late(request, WrongState(_("すでに外されています。")), back)
    return confirm(
        request,
        lambda: catalogue.unlink_entry(entry, link, by=request.user),
        heading=_("結び付きを外す"),
        verb=_("外す"),
        back=back,
        words=[_("結び付いていたことは、記録に残ります。")],
        said=_("結び付きを外しました。"),
        trail=trail_of(REGISTERS[entry.register], entry),
        kind="danger",
    )
