"""Addresses of designations, access explanations, files and one's own record."""

from django.urls import path

from confidentiality.views import access, acts, consent, designation, records

urlpatterns = [
    path("scopes/", designation.designation_list, name="designation_list"),
    path("materials/<uuid:pk>/designation/new/", designation.designation_draft, name="designation_draft"),
    path("scopes/<uuid:pk>/", designation.designation, name="designation"),
    path("scopes/<uuid:pk>/reword/", designation.designation_reword, name="designation_reword"),
    path("scopes/<uuid:pk>/answer/", consent.designation_answer, name="designation_answer"),
    path("scopes/<uuid:pk>/receipt/", consent.designation_receipt, name="designation_receipt"),
    *[
        path(f"scopes/<uuid:pk>/{name.replace('_', '-')}/", acts.act_view(name), name=f"designation_{name}")
        for name in acts.PAGES
    ],
    path("items/<uuid:pk>/open/", acts.item_open, name="item_open"),
    path("items/<uuid:pk>/access/", access.item_access, name="item_access"),
    path("items/<uuid:pk>/reads/", access.item_reads, name="item_reads"),
    path("me/records/", records.my_records, name="my_records"),
    path("me/bindings/", records.binding_me, name="binding_me"),
]
