"""Pages of the administrator and of one's own settings; every change is journalled, no page names an item."""
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Office, Organisation, Person
from accounts.sign_in import issue_invitation
from confidentiality import doors, journal
from councils.models import DutyText
from portal.administration.forms import AffiliationForm, DutyTextForm, OfficeForm, OrganisationForm, PersonForm, SettingsForm
from portal.administration.letters import send_invitation

ADMINISTRATOR = "administrator"
PAGE = 50


def _tabs(current: str) -> list[tuple]:
    return [(label, reverse(name), name == current) for label, name in
            ((_("利用者"), "people"), (_("組織"), "organisations"), (_("文面"), "duty_texts"))]



def _page(request: HttpRequest, template: str, context: dict, form: Any = None) -> HttpResponse:
    wrong = form is not None and form.is_bound and form.errors
    return render(request, f"portal/administration/{template}.html", context, status=422 if wrong else 200)


@doors.office(ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    query, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    found = Person.objects.order_by("family_kana", "email").only("id", "email", "family_name", "given_name", "family_kana", "given_kana", "is_active")
    if query:
        for word in query.replace("　", " ").split():
            found = found.filter(_matches(word))
    if after:
        found = found.filter(email__gt=after)
    rows = list(found.order_by("email")[: PAGE + 1])
    more = f"?q={query}&after={rows[PAGE - 1].email}" if len(rows) > PAGE else ""
    return _page(request, "people", {"people": rows[:PAGE], "query": query, "next": more, "tabs": _tabs("people")})


def _matches(word: str) -> Any:
    from django.db.models import Q

    return (Q(family_name__icontains=word) | Q(given_name__icontains=word) | Q(family_kana__icontains=word)
            | Q(given_kana__icontains=word) | Q(email__icontains=word))


@doors.office(ADMINISTRATOR)
def person_add(request: HttpRequest) -> HttpResponse:
    form, place = PersonForm(request.POST or None), AffiliationForm(request.POST or None, prefix="place")
    if request.method == "POST" and form.is_valid() and place.is_valid():
        with transaction.atomic():
            someone = form.save(commit=False)
            someone.set_unusable_password()
            someone.save()
            place.instance.person = someone
            place.save()
            journal.record("add_person", note_person=str(someone.pk))
            send_invitation(someone, issue_invitation(someone, by=request.user))
        messages.success(request, _("%(name)sさんを登録し、招待のメールを送りました。") % {"name": someone.name})
        return redirect("person_edit", pk=someone.pk)
    return _page(request, "person_form", {"form": form, "place": place, "tabs": _tabs("people")}, form if form.errors else place)


@doors.office(ADMINISTRATOR)
def person_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    someone = Person.objects.filter(pk=pk).first()
    if someone is None:
        raise Http404
    form = PersonForm(request.POST or None, instance=someone)
    if request.method == "POST" and form.is_valid():
        form.save()
        journal.record("edit_person", note_person=str(someone.pk), fields=form.changed_data)
        messages.success(request, _("保存しました。"))
        return redirect("person_edit", pk=pk)
    context = {
        "form": form, "someone": someone, "tabs": _tabs("people"), "place": AffiliationForm(prefix="place"), "office": OfficeForm(prefix="office"),
        "affiliations": someone.affiliations.select_related("organisation").order_by("-valid_from"),
        "offices": someone.offices.select_related("organisation").order_by("-valid_from"), "now": timezone.now(),
    }
    return _page(request, "person_form", context, form)


@doors.office(ADMINISTRATOR)
def person_act(request: HttpRequest, pk: Any, act: str) -> HttpResponse:
    """One of: move (new affiliation), appoint, dismiss, invite, close, reopen; POST from the person's page."""
    someone = Person.objects.filter(pk=pk).first()
    if someone is None or act not in _ACTS or request.method != "POST":
        raise Http404
    with transaction.atomic():
        sentence = _ACTS[act](request, someone)
        if sentence:
            journal.record(f"{act}_person", note_person=str(someone.pk))
    if sentence:
        messages.success(request, sentence)
    else:
        messages.error(request, _("保存できませんでした。入力を確かめてください。"))
    return redirect("person_edit", pk=pk)


def _move(request: HttpRequest, someone: Person) -> str:
    form = AffiliationForm(request.POST, prefix="place")
    if not form.is_valid():
        return ""
    now = timezone.now()
    someone.affiliations.filter(valid_until=None, valid_from__lt=now).update(valid_until=now)
    form.instance.person, form.instance.valid_from = someone, now
    form.save()
    return _("所属を変更しました。")


def _appoint(request: HttpRequest, someone: Person) -> str:
    form = OfficeForm(request.POST, prefix="office")
    if not form.is_valid():
        return ""
    form.instance.person, form.instance.valid_from = someone, timezone.now()
    form.save()
    return _("役割を与えました。")


def _dismiss(request: HttpRequest, someone: Person) -> str:
    ended = Office.objects.filter(pk=request.POST.get("office"), person=someone, valid_until=None).update(valid_until=timezone.now())
    return _("役割を終えました。") if ended else ""


def _invite(request: HttpRequest, someone: Person) -> str:
    send_invitation(someone, issue_invitation(someone, by=request.user))
    return _("招待のメールを送りました。以前の招待は使えなくなります。")


def _close(request: HttpRequest, someone: Person) -> str:
    if someone == request.user:
        return ""
    someone.is_active = False
    someone.save(update_fields=["is_active"])
    return _("利用を止めました。次の操作から、サインインも閲覧もできません。")


def _reopen(request: HttpRequest, someone: Person) -> str:
    someone.is_active = True
    someone.save(update_fields=["is_active"])
    return _("利用を再開しました。")


_ACTS = {"move": _move, "appoint": _appoint, "dismiss": _dismiss, "invite": _invite, "close": _close, "reopen": _reopen}


@doors.office(ADMINISTRATOR)
def organisations(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Organisation.objects.prefetch_related("aliases").order_by("kind", "kana", "name")
    if query:
        found = found.filter(pk__in=Organisation.objects.filter(name__icontains=query).values("pk")) | found.filter(aliases__name__icontains=query).distinct()
    return _page(request, "organisations", {"organisations": found.distinct()[:300], "query": query, "tabs": _tabs("organisations")})


@doors.office(ADMINISTRATOR)
def organisation_edit(request: HttpRequest, pk: Any = None) -> HttpResponse:
    organisation = Organisation.objects.filter(pk=pk).first() if pk else Organisation()
    if organisation is None:
        raise Http404
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            journal.record("edit_organisation", note_organisation=str(form.instance.pk))
        messages.success(request, _("保存しました。"))
        return redirect("organisations")
    return _page(request, "organisation_form", {"form": form, "is_new": pk is None, "tabs": _tabs("organisations")}, form)


@doors.office(ADMINISTRATOR)
def duty_texts(request: HttpRequest) -> HttpResponse:
    """Wordings people bind themselves to; a new one is a new version, earlier ones stay."""
    form = DutyTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = DutyText.objects.filter(kind=form.cleaned_data["kind"]).order_by("-number").first()
        form.instance.number = (last.number if last else 0) + 1
        form.save()
        journal.record("publish_duty_text", kind=form.instance.kind, number=form.instance.number, hash=form.instance.text_hash)
        messages.success(request, _("新しい版を公表しました。これから誓約する方に示されます。"))
        return redirect("duty_texts")
    return _page(request, "duty_texts", {"form": form, "texts": DutyText.objects.all(), "tabs": _tabs("duty_texts")}, form)


@doors.person
def own_settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        translation.activate(form.instance.language)
        messages.success(request, _("保存しました。"))
        return redirect("settings")
    return _page(request, "settings", {"form": form}, form)
