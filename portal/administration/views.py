"""Pages of the administrator and of one's own settings; every change is journalled, no page names an item."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Prefetch, Q
from django.db.models.query import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Affiliation, Office, Organisation, Person
from accounts.sign_in import forget_old_addresses, issue_invitation
from confidentiality import differences, doors, journal
from councils.models import DutyText
from portal.administration import acts
from portal.administration.forms import (
    AffiliationForm,
    DutyTextForm,
    OrganisationForm,
    PersonForm,
    SettingsForm,
)
from portal.administration.letters import send_invitation

ADMINISTRATOR = "administrator"
PAGE = 50
NO_PASSWORD_YET = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def _tabs(current: str) -> list[tuple]:
    shown = ((_("利用者"), "people"), (pgettext("list", "組織"), "organisations"), (_("文面"), "duty_texts"))
    return [(label, reverse(name), name == current) for label, name in shown]


def _page(request: HttpRequest, template: str, context: dict, *forms: Any) -> HttpResponse:
    wrong = any(form.is_bound and form.errors for form in forms)
    return render(request, f"portal/administration/{template}.html", context, status=422 if wrong else 200)


def _typed(request: HttpRequest) -> Any:
    """What was sent by a form, empty or not; nothing when a page is only asked for."""
    return request.POST if request.method == "POST" else None


def _pages(request: HttpRequest, found: QuerySet, query: str) -> dict[str, Any]:
    """One page of ``found`` and the addresses of its neighbours; the cost does not depend on how many there are."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and 0 < int(asked) < 10_000 else 1
    rows = list(found[(number - 1) * PAGE : number * PAGE + 1])
    return {
        "rows": rows[:PAGE],
        "query": query,
        "next": "?" + urlencode({"q": query, "page": number + 1}) if len(rows) > PAGE else "",
        "previous": "?" + urlencode({"q": query, "page": number - 1}) if number > 1 else "",
    }


@doors.office(ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    query, now = request.GET.get("q", "").strip(), timezone.now()
    found = Person.objects.annotate(waits=NO_PASSWORD_YET).order_by("family_kana", "given_kana", "email")
    for word in query.replace("　", " ").split():
        names = ("family_name", "given_name", "family_kana", "given_kana", "email")
        found = found.filter(Q(*[(f"{name}__icontains", word) for name in names], _connector=Q.OR))
    places = (
        Affiliation.objects.filter(Affiliation.valid_on(now))
        .select_related("organisation")
        .order_by("-is_main")
    )
    held = Office.objects.filter(Office.valid_on(now)).order_by("kind")
    found = found.prefetch_related(
        Prefetch("affiliations", places, to_attr="places"), Prefetch("offices", held, to_attr="held")
    )
    return _page(request, "people", {**_pages(request, found, query), "tabs": _tabs("people")})


@doors.office(ADMINISTRATOR)
def person_add(request: HttpRequest) -> HttpResponse:
    form, place = PersonForm(_typed(request)), AffiliationForm(_typed(request), prefix="place")
    if request.method == "POST" and form.is_valid() & place.is_valid():
        with transaction.atomic():
            someone = form.save(commit=False)
            someone.set_unusable_password()
            someone.save()
            place.instance.person = someone
            place.save()
            journal.record("add_person", someone)
            send_invitation(someone, issue_invitation(someone, by=request.user))
        messages.success(
            request, _("%(name)sさんを登録し、招待のメールを送りました。") % {"name": someone.name}
        )
        return redirect("person_edit", pk=someone.pk)
    return _page(request, "person_add", {"form": form, "place": place}, form, place)


@doors.office(ADMINISTRATOR)
def person_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    someone = Person.objects.filter(pk=pk).annotate(waits=NO_PASSWORD_YET).first()
    if someone is None:
        raise Http404
    name = someone.name  # as registered, whatever is being typed
    form = PersonForm(_typed(request), instance=someone)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            if "email" in form.changed_data:
                forget_old_addresses(someone)
            journal.record("edit_person", someone, fields=form.changed_data)
        messages.success(request, _("保存しました。"))
        return redirect("person_edit", pk=pk)
    context = {
        "form": form,
        "someone": someone,
        "name": name,
        "acts": acts.fitting(someone),
        "now": timezone.now(),
        "affiliations": someone.affiliations.select_related("organisation").order_by("-valid_from"),
        "offices": someone.offices.select_related("organisation").order_by("-valid_from"),
    }
    return _page(request, "person_edit", context, form)


@doors.office(ADMINISTRATOR)
def person_act(request: HttpRequest, pk: Any, act: str) -> HttpResponse:
    """A page for each act that changes what somebody may do: GET says what follows, POST does it."""
    someone = Person.objects.filter(pk=pk).first()
    if someone is None or act not in acts.ACTS:
        raise Http404
    return acts.page(request, someone, acts.ACTS[act])


@doors.office(ADMINISTRATOR)
def organisations(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Organisation.objects.prefetch_related("aliases").order_by("kana", "name")
    if query:
        names = ("name", "kana", "short_name", "english_name", "aliases__name")
        named = Q(*[(f"{name}__icontains", query) for name in names], _connector=Q.OR)
        found = found.filter(pk__in=Organisation.objects.filter(named).values("pk"))
    return _page(request, "organisations", {**_pages(request, found, query), "tabs": _tabs("organisations")})


@doors.office(ADMINISTRATOR)
def organisation_edit(request: HttpRequest, pk: Any = None) -> HttpResponse:
    organisation = Organisation.objects.filter(pk=pk).first() if pk else Organisation()
    if organisation is None:
        raise Http404
    name = organisation.name
    form = OrganisationForm(_typed(request), instance=organisation)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            journal.record("edit_organisation" if pk else "add_organisation", form.instance)
        messages.success(request, _("保存しました。"))
        return redirect("organisations")
    return _page(request, "organisation_form", {"form": form, "is_new": pk is None, "name": name}, form)


@doors.office(ADMINISTRATOR)
def duty_texts(request: HttpRequest) -> HttpResponse:
    """Wordings people bind themselves to; a new one is a new version after a check page, earlier ones stay."""
    form = DutyTextForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        last = DutyText.objects.filter(kind=form.cleaned_data["kind"]).order_by("-number").first()
        text = form.instance
        text.number = (last.number if last else 0) + 1
        if request.POST.get("confirmed") != str(text.number):
            was, will = differences.pieces(last.text if last else "", text.text)
            return _page(
                request,
                "duty_text_check",
                {"form": form, "text": text, "last": last, "was": was, "will": will},
            )
        text.save()
        journal.record("publish_duty_text", kind=text.kind, number=text.number, hash=text.text_hash)
        messages.success(request, _("新しい版を公表しました。これから誓約する方に示されます。"))
        return redirect("duty_texts")
    versions: dict[str, list[DutyText]] = {}
    for text in DutyText.objects.order_by("kind", "-number"):
        versions.setdefault(text.kind, []).append(text)
    return _page(
        request,
        "duty_texts",
        {"form": form, "kinds": list(versions.values()), "tabs": _tabs("duty_texts")},
        form,
    )


@doors.person
def own_settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(_typed(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with translation.override(form.instance.language):
            messages.success(request, _("保存しました。"))
        return redirect("settings")
    return _page(request, "settings", {"form": form}, form)
