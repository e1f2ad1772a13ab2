"""Addresses of proposals: for their people, and for the agency they were sent to."""

from django.urls import path

from programmes.views import proposal, proposal_agency, proposal_people, proposal_section

urlpatterns = [
    path("programmes/proposals/", proposal.proposal_list, name="proposal_list"),
    path("programmes/calls/<uuid:pk>/proposals/new/", proposal.proposal_start, name="proposal_start"),
    path("programmes/proposals/<uuid:pk>/", proposal.proposal, name="proposal"),
    path("programmes/proposals/<uuid:pk>/sent/", proposal.proposal_sent, name="proposal_sent"),
    path("programmes/proposals/<uuid:pk>/acts/<slug:verb>/", proposal.proposal_act, name="proposal_act"),
    path(
        "programmes/proposals/<uuid:pk>/people/new/", proposal_people.proposal_invite, name="proposal_invite"
    ),
    path(
        "programmes/proposals/<uuid:pk>/people/<uuid:assignment>/rights/",
        proposal_people.proposal_rights,
        name="proposal_rights",
    ),
    path(
        "programmes/proposals/<uuid:pk>/people/<uuid:assignment>/end/",
        proposal_people.proposal_end,
        name="proposal_end",
    ),
    path(
        "programmes/proposals/<uuid:pk>/declare/", proposal_people.proposal_declare, name="proposal_declare"
    ),
    path(
        "programmes/proposals/<uuid:pk>/approval/ask/",
        proposal_people.proposal_ask_approval,
        name="proposal_ask_approval",
    ),
    path(
        "programmes/proposals/<uuid:pk>/approval/",
        proposal_people.proposal_approval,
        name="proposal_approval",
    ),
    path(
        "programmes/proposals/<uuid:pk>/eligibility/",
        proposal_agency.proposal_eligibility,
        name="proposal_eligibility",
    ),
    path(
        "programmes/proposals/<uuid:pk>/judge/<slug:verb>/",
        proposal_agency.proposal_judge,
        name="proposal_judge",
    ),
    path(
        "programmes/proposals/<uuid:pk>/declarations/",
        proposal_agency.proposal_declarations,
        name="proposal_declarations",
    ),
    path("programmes/proposal-parts/<uuid:pk>/", proposal_section.proposal_section, name="proposal_section"),
    path(
        "programmes/proposal-parts/<uuid:pk>/history/",
        proposal_section.section_history,
        name="section_history",
    ),
    path(
        "programmes/proposal-parts/<uuid:pk>/files/new/",
        proposal_section.section_file_new,
        name="section_file_new",
    ),
    path(
        "programmes/proposal-parts/<uuid:pk>/files/<uuid:file>/",
        proposal_section.section_file,
        name="section_file",
    ),
    path(
        "programmes/proposal-parts/<uuid:pk>/files/<uuid:file>/remove/",
        proposal_section.section_file_remove,
        name="section_file_remove",
    ),
    path("programmes/declarations/<uuid:pk>/", proposal_people.declaration, name="declaration"),
    path("programmes/proposal-versions/<uuid:pk>/", proposal.proposal_version, name="proposal_version"),
    path(
        "programmes/proposal-versions/<uuid:pk>/files/<uuid:file>/",
        proposal.proposal_version_file,
        name="proposal_version_file",
    ),
    path(
        "programmes/proposal-versions/<uuid:pk>/receipt/",
        proposal.proposal_receipt_page,
        name="proposal_receipt",
    ),
    path("programmes/proposal-rolls/<uuid:pk>/", proposal_agency.proposal_roll, name="proposal_roll"),
    path("programmes/eligibility/<uuid:pk>/", proposal_agency.eligibility, name="eligibility"),
    path(
        "programmes/eligibility/<uuid:pk>/compare/",
        proposal_agency.eligibility_compare,
        name="eligibility_compare",
    ),
    path("programmes/calls/<uuid:pk>/proposals/", proposal_agency.call_proposals, name="call_proposals"),
    path(
        "programmes/calls/<uuid:pk>/proposals/csv/",
        proposal_agency.call_proposals_csv,
        name="call_proposals_csv",
    ),
    path("programmes/calls/<uuid:pk>/terms/", proposal_agency.call_terms, name="call_terms"),
    path(
        "programmes/calls/<uuid:pk>/proposals/list/",
        proposal_agency.proposal_list_new,
        name="proposal_list_new",
    ),
    path(
        "programmes/calls/<uuid:pk>/proposals/list/corrected/",
        proposal_agency.proposal_list_corrected,
        name="proposal_list_corrected",
    ),
    path(
        "programmes/calls/<uuid:pk>/proposals/list/blank/",
        proposal_agency.proposal_list_blank,
        name="proposal_list_blank",
    ),
    path(
        "programmes/proposal-imports/<uuid:pk>/",
        proposal_agency.proposal_import_page,
        name="proposal_import",
    ),
    path(
        "programmes/proposal-imports/<uuid:pk>/file/",
        proposal_agency.proposal_import_file,
        name="proposal_import_file",
    ),
]
