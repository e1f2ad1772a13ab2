"""Bringing papers in, handing them out, replacing, numbering, and the list of what I may see and no more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors
from confidentiality.models import Item
from confidentiality.verbs import WrongState
from councils import handouts
from councils.forms.material import ChooseForm, MaterialForm, PlaceForm, VersionForm, initial_of
from councils.models import Council, Handout, Material, Meeting, Membership, MinutesSummary
from councils.rights import inside, manages, provides
from councils.shelf import Cursor, shelf
from councils.views.answers import acted, form_page, posted, too_late
from councils.views.frame import around, confirm
from councils.views.meeting import trail

SUMMARIES, CHOICES = 50, 200


def _url(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def _readers(council: Council) -> dict[str, int]:
    """How many people each class of disclosure lets read now (R102)."""
    seats = Membership.objects.filter(council=council, state__in=["active", "leaving"]).values_list(
        "capacity", flat=True
    )
    return {"council": len(seats), "secretariat": sum(c == "secretariat" for c in seats)}


@doors.item(Meeting, related=("council",), allows=handouts.may_hand_out)
def handout_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Either a paper that is there already, or a new one; a sealed one goes on to its designation."""
    choices = _choices(meeting)
    choosing = request.POST.get("way") == "choose"
    choose = ChooseForm(request.POST if choosing else None, meeting=meeting, choices=choices, prefix="choose")
    place = PlaceForm(
        request.POST if request.POST and not choosing else None, meeting=meeting, prefix="place"
    )
    form = (
        MaterialForm(posted(request), request.FILES or None, readers=_readers(meeting.council))
        if not choosing
        else MaterialForm(readers=_readers(meeting.council))
    )
    if choosing and choose.is_valid():
        item = Item.objects.get(pk=choose.cleaned_data["item"])
        return acted(
            request,
            lambda: handouts.hand_out(meeting, item, by=request.user, **_place(choose)),
            back=_url(meeting) + "#agenda",
            said=_("資料を配付資料に加えました。"),
        )
    if request.method == "POST" and not choosing and form.is_valid() & place.is_valid():
        return _bring_in(request, meeting.council, form, meeting=meeting, place=place)
    context = {
        "meeting": meeting,
        "trail": [*trail(meeting), (meeting.public_title, _url(meeting))],
        "choose": choose,
        "place": place,
        "material_form": form,
        "form": choose if choosing else form,
        "has_choices": bool(choices),
        "is_choosing": choosing,
    }
    return form_page(request, "councils/handout_add.html", context)


def _place(form: PlaceForm) -> dict[str, Any]:
    return {"agenda_item": form.cleaned_data["agenda_item"], "label": form.cleaned_data["label"]}


def _choices(meeting: Meeting) -> list:
    """The council's papers not handed out here, as the reader may call them; summaries any body published (R90)."""
    taken = Handout.objects.filter(meeting=meeting).values("item_id")
    items = dict(
        Item.objects.filter(container_id=meeting.council_id, kind="councils.material")
        .exclude(pk__in=taken)
        .order_by("-created")
        .values_list("pk", "public_title")[:CHOICES]
    )
    titles = dict(Material.objects.filter(pk__in=items).values_list("pk", "title"))
    summaries = (
        MinutesSummary.objects.filter(state="published")
        .exclude(pk__in=taken)
        .order_by("-held_on")[:SUMMARIES]
    )
    groups = [
        (_("この協議会の資料"), [(str(pk), titles.get(pk, neutral)) for pk, neutral in items.items()]),
        (_("公表済みの議事要旨"), [(str(s.pk), s.printed.get("title") or s.public_title) for s in summaries]),
    ]
    return [(name, rows) for name, rows in groups if rows]


def _bring_in(
    request: HttpRequest,
    council: Council,
    form: MaterialForm,
    *,
    meeting: Meeting | None = None,
    place: PlaceForm | None = None,
) -> HttpResponse:
    back = _url(meeting) if meeting else reverse("material_list")
    try:
        material = handouts.add_material(
            council,
            by=request.user,
            text=form.cleaned_data["text"],
            checked=form.cleaned_data["file"],
            **form.fields_of_material,
        )
        if meeting is not None and place is not None:
            handouts.hand_out(meeting, material, by=request.user, **_place(place))
    except WrongState as wrong:
        return too_late(request, wrong, back)
    return redirect("designation_draft" if material.is_born_sealed else "material", pk=material.pk)


@doors.item(Council, allows=inside)
def material_new(request: HttpRequest, council: Council) -> HttpResponse:
    """A paper for the council outside a meeting."""
    form = MaterialForm(posted(request), request.FILES or None, readers=_readers(council))
    if request.method == "POST" and form.is_valid():
        return _bring_in(request, council, form)
    return form_page(
        request, "councils/material_form_new.html", {**around(council, request.user, ""), "form": form}
    )


def may_replace(material: Material, person: Any) -> bool:
    return provides(material, person) or manages(material, person)


@doors.item(Material, related=("council",), allows=may_replace)
def material_version_add(request: HttpRequest, material: Material) -> HttpResponse:
    """A newer version, with what changed in a few words."""
    form = VersionForm(posted(request), request.FILES or None)
    here = reverse("material", args=[material.pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return acted(
            request,
            lambda: handouts.replace_version(
                material,
                by=request.user,
                change_note=data["change_note"],
                text=data["text"],
                checked=data["file"],
            ),
            back=here,
            said=_("新しい版を登録しました。"),
        )
    latest = material.latest
    return form_page(
        request,
        "councils/material_form_version.html",
        {
            "material": material,
            "form": form,
            "next_number": (latest.number if latest else 0) + 1,
            "here": here,
            "trail": [
                (pgettext("list", "協議会"), reverse("council_list")),
                (material.council.name, reverse("council", args=[material.council_id])),
                (material.title, here),
            ],
        },
    )


@doors.item(Material, related=("council",), allows=manages)
def material_publish(request: HttpRequest, material: Material) -> HttpResponse:
    """A check page before everybody may read it."""
    words = [
        _("「%(title)s」を、誰でも読めるようにします。") % {"title": material.title},
        _("公開ページに最新の版を掲載します。サインインした方は、全ての版とファイルを読めます。"),
        _(
            "ファイルは受け取ったままの内容で渡します。文書のプロパティに氏名が残っていないか、確かめてください。"
        ),
        _("公開したものは、読んだ人の手元に残ります。"),
    ]
    return confirm(
        request,
        material,
        lambda: handouts.publish_material(material, by=request.user),
        heading=_("資料の公開"),
        verb=_("公開する"),
        back=reverse("material", args=[material.pk]),
        words=words,
        said=_("公開しました。"),
        council=material.council,
    )


@doors.item(Material)
@require_POST
def material_finished(request: HttpRequest, material: Material) -> HttpResponse:
    """The reader's own mark; nobody else sees it. Goes back to the reading page of the meeting it came from."""
    handouts.finish_reading(material, by=request.user)
    back = _uuid(request.POST.get("meeting", ""))
    return redirect(
        reverse("meeting_read", args=[back]) + "#next" if back else reverse("material", args=[material.pk])
    )


# Handouts -------------------------------------------------------------------------------------------

PLACE = ("meeting", "meeting__council", "item")


@doors.item(Handout, related=PLACE, allows=manages)
def handout_edit(request: HttpRequest, handout: Handout) -> HttpResponse:
    form = PlaceForm(posted(request), meeting=handout.meeting, initial=initial_of(handout))
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: handouts.edit_handout(handout, by=request.user, **_place(form)),
            back=_url(handout.meeting) + "#agenda",
            said=_("保存しました。"),
        )
    return form_page(
        request,
        "councils/handout_edit.html",
        {
            "meeting": handout.meeting,
            "handout": handout,
            "form": form,
            "may_remove": handouts.may_remove(handout, request.user),
            "trail": [*trail(handout.meeting), (handout.meeting.public_title, _url(handout.meeting))],
        },
    )


@doors.item(Handout, related=PLACE, allows=handouts.may_remove)
def handout_remove(request: HttpRequest, handout: Handout) -> HttpResponse:
    words = [
        _("%(label)s「%(title)s」を、この会合の配付資料から外します。資料そのものは残ります。")
        % {"label": handout.label, "title": handout.item.public_title}
    ]
    return confirm(
        request,
        handout,
        lambda: handouts.take_back(handout, by=request.user),
        heading=_("配付資料から外す"),
        verb=_("外す"),
        back=_url(handout.meeting),
        words=words,
        council=handout.meeting.council,
        kind="danger",
    )


@doors.item(Meeting, related=("council",), allows=manages)
def handout_renumber(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Old and new number of each paper are shown before anything changes."""
    changes = [
        _("%(was)s → %(now)s　%(title)s")
        % {"was": row.label, "now": Handout.usual_label(number), "title": row.item.public_title}
        for row, number in handouts.renumbered(meeting)
        if row.number != number
    ]
    if not changes:
        messages.info(request, _("番号は、すでに議題の順です。"))
        return redirect(_url(meeting) + "#agenda")
    return confirm(
        request,
        meeting,
        lambda: handouts.renumber(meeting, by=request.user),
        heading=_("資料番号を議題の順に振り直す"),
        verb=_("振り直す"),
        back=_url(meeting) + "#agenda",
        words=changes,
        council=meeting.council,
    )


# Across councils ------------------------------------------------------------------------------------


@doors.person
@require_safe
def material_list(request: HttpRequest) -> HttpResponse:
    """Newest first, whatever I may see at least by title; narrowed to one council by ?council=."""
    council, before = _uuid(request.GET.get("council", "")), request.GET.get("before", "")
    rows, onward, name = shelf(Cursor.read(before), council)
    scope = f"council={council}" if name else ""
    return render(
        request,
        "councils/material_list.html",
        {
            "materials": rows,
            "council_pk": council,
            "council_name": name,
            "next": f"?before={onward}&{scope}".rstrip("&") if onward else "",
            "previous": f"{reverse('material_list')}?{scope}" if before else "",
        },
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
