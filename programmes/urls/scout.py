"""Addresses of the register of reviewers and scouts."""

from django.urls import path

from programmes.views import scout, scout_pick

FUND, LINE = "programmes/funds/<uuid:pk>/scouts", "programmes/scouts/<uuid:pk>"

urlpatterns = [
    path("programmes/scouts/", scout.my_scouts, name="my_scouts"),
    path(f"{LINE}/", scout.scout, name="scout"),
    path(f"{LINE}/edit/", scout.scout_edit, name="scout_edit"),
    path(f"{LINE}/own/", scout.scout_own, name="scout_own"),
    path(f"{LINE}/acts/<slug:verb>/", scout.scout_act, name="scout_act"),
    path("programmes/scout-registers/<uuid:pk>/", scout.scout_register, name="scout_register"),
    path(f"{FUND}/", scout.scout_list, name="scout_list"),
    path(f"{FUND}/new/", scout.scout_new, name="scout_new"),
    path(f"{FUND}/csv/", scout.scout_csv_out, name="scout_csv"),
    path(f"{FUND}/list/", scout.scout_list_new, name="scout_list_new"),
    path(f"{FUND}/list/corrected/", scout.scout_list_corrected, name="scout_list_corrected"),
    path("programmes/call-reviews/<uuid:pk>/scouts/", scout_pick.review_scouts, name="review_scouts"),
    path("programmes/evaluations/<uuid:pk>/scouts/", scout_pick.evaluation_scouts, name="evaluation_scouts"),
]
