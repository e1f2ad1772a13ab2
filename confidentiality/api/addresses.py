"""Addresses of agreements and of one's own record in the API; every one has a door."""

from django.urls import path

from confidentiality.api import agreements, records

urlpatterns = [
    path("designations/", agreements.Designations.as_view(), name="api_designations"),
    path("designations/<uuid:pk>/", agreements.OneDesignation.as_view(), name="api_designation"),
    path("designations/<uuid:pk>/agree/", agreements.Agree.as_view(), name="api_designation_agree"),
    path("designations/<uuid:pk>/refuse/", agreements.Refuse.as_view(), name="api_designation_refuse"),
    path("designations/<uuid:pk>/ask/", agreements.Ask.as_view(), name="api_designation_ask"),
    path("journal/", records.Journal.as_view(), name="api_journal"),
]
