"""Mounts the apps and nothing else; each address has a door."""

from django.urls import include, path

from confidentiality import doors
from portal import health, home, pages
from portal.addresses import under_their_beginnings
from portal.administration import views as administration
from portal.demo.mailbox import mailbox

urlpatterns = [
    path("", home.entrance, name="entrance"),
    path("home/", home.desk, name="home"),
    path("help/", pages.help_page, name="help"),
    path("scheme/", pages.scheme, name="scheme"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("demo/mail/", mailbox, name="demo_mail"),
    path("me/settings/", administration.own_settings, name="settings"),
    path("manage/people/", administration.people, name="people"),
    path("manage/people/new/", administration.person_add, name="person_add"),
    path("manage/people/<uuid:pk>/", administration.person_edit, name="person_edit"),
    path("manage/people/<uuid:pk>/<slug:act>/", administration.person_act, name="person_act"),
    path("manage/organisations/", administration.organisations, name="organisations"),
    path("manage/organisations/new/", administration.organisation_edit, name="organisation_add"),
    path("manage/organisations/<uuid:pk>/", administration.organisation_edit, name="organisation_edit"),
    path("manage/texts/", administration.duty_texts, name="duty_texts"),
    path("api/v1/", include("portal.api")),
    path("healthz", doors.open_to_all("liveness")(health.healthz), name="healthz"),
    path("readyz", doors.open_to_all("readiness")(health.readyz), name="readyz"),
    path("", under_their_beginnings("councils.urls")),
    path("", under_their_beginnings("programmes.urls")),
    path("", include("confidentiality.urls")),
    path("", include("accounts.urls")),
    path("accounts/", doors.foreign(include("allauth.urls"), reason="sign-in by allauth")),
]
