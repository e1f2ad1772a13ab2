"""Addresses of who reads a draft of the guideline or of a vision."""

from django.urls import path

from programmes.views import draft_reader as views

urlpatterns: list = [
    path("programmes/guidelines/<uuid:pk>/readers/", views.guideline_readers, name="guideline_readers"),
    path(
        "programmes/guidelines/<uuid:pk>/readers/narrow/",
        views.guideline_readers_narrow,
        name="guideline_readers_narrow",
    ),
    path(
        "programmes/guidelines/<uuid:pk>/readers/new/",
        views.guideline_readers_new,
        name="guideline_readers_new",
    ),
    path(
        "programmes/guidelines/<uuid:pk>/readers/widen/",
        views.guideline_readers_widen,
        name="guideline_readers_widen",
    ),
    path(
        "programmes/guidelines/<uuid:pk>/readers/<uuid:assignment>/end/",
        views.guideline_readers_end,
        name="guideline_readers_end",
    ),
    path("programmes/visions/<uuid:pk>/readers/", views.vision_readers, name="vision_readers"),
    path(
        "programmes/visions/<uuid:pk>/readers/narrow/",
        views.vision_readers_narrow,
        name="vision_readers_narrow",
    ),
    path("programmes/visions/<uuid:pk>/readers/new/", views.vision_readers_new, name="vision_readers_new"),
    path(
        "programmes/visions/<uuid:pk>/readers/widen/", views.vision_readers_widen, name="vision_readers_widen"
    ),
    path(
        "programmes/visions/<uuid:pk>/readers/<uuid:assignment>/end/",
        views.vision_readers_end,
        name="vision_readers_end",
    ),
]
