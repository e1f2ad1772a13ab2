"""Addresses of the fund and its projects."""

from django.urls import path

from programmes.views import fund, fund_papers, payment, people, project, public_fund, sums

urlpatterns: list = [
    path("programmes/funds/", fund.fund_list, name="fund_list"),
    path("programmes/funds/new/", fund.fund_new, name="fund_new"),
    path("programmes/funds/<uuid:pk>/", fund.fund, name="fund"),
    path("programmes/funds/<uuid:pk>/edit/", fund.fund_edit, name="fund_edit"),
    path("programmes/funds/<uuid:pk>/lines/", fund.fund_lines, name="fund_lines"),
    path("programmes/funds/<uuid:pk>/lines/csv/", fund.fund_lines_csv, name="fund_lines_csv"),
    path("programmes/funds/<uuid:pk>/carried/", fund_papers.fund_carried, name="fund_carried"),
    path("programmes/funds/<uuid:pk>/sums/csv/", fund_papers.fund_sums_csv, name="fund_sums_csv"),
    path("programmes/funds/<uuid:pk>/workbook/", fund_papers.fund_workbook, name="fund_workbook"),
    path("programmes/funds/<uuid:pk>/pdf/", fund_papers.fund_pdf, name="fund_pdf"),
    path("programmes/funds/<uuid:pk>/sums/", sums.fund_sums, name="fund_sums"),
    path("programmes/funds/<uuid:pk>/contributions/new/", sums.contribution_new, name="contribution_new"),
    path(
        "programmes/funds/<uuid:pk>/contributions/<int:number>/<slug:verb>/",
        sums.contribution_act,
        name="contribution_act",
    ),
    path("programmes/funds/<uuid:pk>/transfers/new/", sums.transfer_new, name="transfer_new"),
    path(
        "programmes/funds/<uuid:pk>/transfers/<int:number>/<slug:verb>/",
        sums.transfer_act,
        name="transfer_act",
    ),
    path("programmes/funds/<uuid:pk>/concepts/new/", project.concept_new, name="concept_new"),
    path("programmes/funds/<uuid:pk>/people/", people.fund_people, name="fund_people"),
    path("programmes/funds/<uuid:pk>/people/new/", people.fund_person_new, name="fund_person_new"),
    path(
        "programmes/funds/<uuid:pk>/people/<uuid:assignment>/end/",
        people.fund_person_end,
        name="fund_person_end",
    ),
    path("programmes/funds/<uuid:pk>/acts/<slug:verb>/", fund.fund_act, name="fund_act"),
    path("programmes/concepts/<uuid:pk>/", project.concept, name="concept"),
    path("programmes/concepts/<uuid:pk>/allocations/new/", sums.allocation_new, name="allocation_new"),
    path(
        "programmes/concepts/<uuid:pk>/allocations/<int:number>/<slug:verb>/",
        sums.allocation_act,
        name="allocation_act",
    ),
    path("programmes/concepts/<uuid:pk>/projects/new/", project.project_new, name="project_new"),
    path("programmes/concepts/<uuid:pk>/people/", people.concept_people, name="concept_people"),
    path("programmes/concepts/<uuid:pk>/people/new/", people.concept_person_new, name="concept_person_new"),
    path(
        "programmes/concepts/<uuid:pk>/people/<uuid:assignment>/end/",
        people.concept_person_end,
        name="concept_person_end",
    ),
    path("programmes/projects/<uuid:pk>/", project.project, name="project"),
    path("programmes/projects/<uuid:pk>/councils/new/", project.council_link, name="council_link"),
    path(
        "programmes/projects/<uuid:pk>/councils/<int:number>/end/",
        project.council_unlink,
        name="council_unlink",
    ),
    path("programmes/projects/<uuid:pk>/payments/new/", payment.payment_new, name="payment_new"),
    path("programmes/projects/<uuid:pk>/people/", people.project_people, name="project_people"),
    path("programmes/projects/<uuid:pk>/people/new/", people.project_person_new, name="project_person_new"),
    path(
        "programmes/projects/<uuid:pk>/people/<uuid:assignment>/end/",
        people.project_person_end,
        name="project_person_end",
    ),
    path("programmes/projects/<uuid:pk>/acts/<slug:verb>/", project.project_act, name="project_act"),
    path("programmes/payments/<uuid:pk>/", payment.payment, name="payment"),
    path("programmes/payments/<uuid:pk>/acts/<slug:verb>/", payment.payment_act, name="payment_act"),
    path("public/programmes/funds/", public_fund.public_funds, name="public_funds"),
    path("public/programmes/funds/<uuid:pk>/csv/", fund_papers.public_fund_csv, name="public_fund_csv"),
    path("public/programmes/funds/<uuid:pk>/", public_fund.public_fund, name="public_fund"),
]
