"""Addresses of outcomes, for their projects and for everybody."""

from django.urls import path

from programmes.views import handover, outcome, public_outcome

urlpatterns: list = [
    path("programmes/projects/<uuid:pk>/outcomes/", outcome.project_outcomes, name="project_outcomes"),
    path("programmes/projects/<uuid:pk>/outcomes/new/", outcome.outcome_new, name="outcome_new"),
    path("programmes/outcomes/uses/", outcome.outcome_uses, name="outcome_uses"),
    path("programmes/outcomes/<uuid:pk>/", outcome.outcome, name="outcome"),
    path("programmes/outcomes/<uuid:pk>/edit/", outcome.outcome_edit, name="outcome_edit"),
    path("programmes/outcomes/<uuid:pk>/where/", outcome.outcome_where, name="outcome_where"),
    path("programmes/outcomes/<uuid:pk>/uses/new/", outcome.outcome_use, name="outcome_use"),
    path("programmes/outcomes/<uuid:pk>/disclosure/new/", outcome.outcome_disclose, name="outcome_disclose"),
    path(
        "programmes/outcomes/<uuid:pk>/disclosure/take-over/",
        outcome.outcome_take_over,
        name="outcome_take_over",
    ),
    path("programmes/outcomes/<uuid:pk>/disclosure/offer/", handover.outcome_offer, name="outcome_offer"),
    path(
        "programmes/outcomes/<uuid:pk>/disclosure/offer/answer/",
        handover.outcome_offer_answer,
        name="outcome_offer_answer",
    ),
    path(
        "programmes/outcomes/<uuid:pk>/disclosure/offer/withdraw/",
        handover.outcome_offer_withdraw,
        name="outcome_offer_withdraw",
    ),
    path("public/programmes/outcomes/", public_outcome.public_outcomes, name="public_outcomes"),
    path("public/programmes/outcomes/csv/", public_outcome.public_outcomes_csv, name="public_outcomes_csv"),
    path("public/programmes/outcomes/<uuid:pk>/", public_outcome.public_outcome, name="public_outcome"),
    path(
        "public/programmes/outcomes/<uuid:pk>/files/<int:number>/",
        public_outcome.public_outcome_file,
        name="public_outcome_file",
    ),
]
