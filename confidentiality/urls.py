"""Addresses of designations, access explanations, files and one's own record."""

from django.urls import path

from confidentiality.views import access, acts, consent, designation, disclosure, disclosure_acts, records

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
    path("disclosures/", disclosure.disclosure_list, name="disclosure_list"),
    path("disclosures/<uuid:pk>/", disclosure.disclosure, name="disclosure"),
    path("disclosures/<uuid:pk>/edit/", disclosure.disclosure_edit, name="disclosure_edit"),
    path("disclosures/<uuid:pk>/parts/new/", disclosure.disclosure_part_new, name="disclosure_part_new"),
    path(
        "disclosures/<uuid:pk>/parts/<int:number>/file/",
        disclosure.disclosure_part_file,
        name="disclosure_part_file",
    ),
    path(
        "disclosures/<uuid:pk>/parts/<int:number>/remove/",
        disclosure_acts.disclosure_part_remove,
        name="disclosure_part_remove",
    ),
    path("disclosures/<uuid:pk>/touches/<uuid:item>/", disclosure.disclosure_touch, name="disclosure_touch"),
    path("disclosures/<uuid:pk>/object/", disclosure_acts.disclosure_object, name="disclosure_object"),
    path("disclosures/<uuid:pk>/answer/", disclosure_acts.disclosure_answer, name="disclosure_answer"),
    path(
        "disclosures/<uuid:pk>/requests/<uuid:number>/end/",
        disclosure_acts.disclosure_end,
        name="disclosure_end",
    ),
    path("disclosures/<uuid:pk>/acts/<slug:verb>/", disclosure_acts.disclosure_act, name="disclosure_act"),
]
