"""Addresses of the follow-ups of money and people."""

from django.urls import path

from programmes.views import follow_up as views

urlpatterns: list = [
    path("programmes/follow-ups/", views.follow_up_list, name="follow_up_list"),
    path("programmes/follow-ups/new/", views.follow_up_new, name="follow_up_new"),
    path("programmes/follow-ups/<uuid:pk>/", views.follow_up, name="follow_up"),
    path("programmes/follow-ups/<uuid:pk>/edit/", views.follow_up_edit, name="follow_up_edit"),
    path("programmes/follow-ups/<uuid:pk>/revise/", views.follow_up_revise, name="follow_up_revise"),
    path("programmes/follow-ups/<uuid:pk>/csv/", views.follow_up_csv, name="follow_up_csv"),
    path("programmes/follow-ups/<uuid:pk>/acts/<slug:verb>/", views.follow_up_act, name="follow_up_act"),
    path("public/programmes/follow-ups/", views.public_follow_ups, name="public_follow_ups"),
    path("public/programmes/follow-ups/<uuid:pk>/", views.public_follow_up, name="public_follow_up"),
    path(
        "public/programmes/follow-ups/<uuid:pk>/csv/", views.public_follow_up_csv, name="public_follow_up_csv"
    ),
]
