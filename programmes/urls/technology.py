"""Addresses of the cards, roadmaps, order and money of technologies, of the small registers, issues and budget lines."""

from django.urls import path

from programmes.views import (
    budget,
    catalogue,
    issue,
    narrowing,
    portfolio,
    public_technology,
    roadmap,
    technology_book,
    technology_field,
)

urlpatterns: list = [
    path("programmes/technologies/fields/", technology_field.field_list, name="field_list"),
    path("programmes/technologies/fields/new/", technology_field.field_new, name="field_new"),
    path("programmes/technologies/fields/<uuid:pk>/", technology_field.field_edit, name="field_edit"),
    path(
        "programmes/technologies/fields/<uuid:pk>/move/<slug:step>/",
        technology_field.field_move,
        name="field_move",
    ),
    path("programmes/technologies/fields/<uuid:pk>/merge/", technology_field.field_merge, name="field_merge"),
    path(
        "programmes/technologies/fields/<uuid:pk>/remove/", technology_field.field_remove, name="field_remove"
    ),
    path("programmes/technologies/order/", portfolio.technology_order, name="technology_order"),
    path("programmes/technologies/money/", portfolio.technology_money, name="technology_money"),
    path(
        "programmes/technologies/balance/csv/",
        portfolio.technology_balance_csv,
        name="technology_balance_csv",
    ),
    path("programmes/technologies/balance/", portfolio.technology_balance, name="technology_balance"),
    path("programmes/technologies/<uuid:pk>/sheet/", technology_book.sheet_edit, name="sheet_edit"),
    path("programmes/technology-books/<uuid:pk>/", technology_book.technology_book, name="technology_book"),
    path("programmes/technology-books/<uuid:pk>/edit/", technology_book.strategy_edit, name="strategy_edit"),
    path("programmes/technology-books/<uuid:pk>/profile/", technology_book.profile_edit, name="profile_edit"),
    path(
        "programmes/technology-books/<uuid:pk>/versions/<int:number>/",
        technology_book.strategy_version,
        name="strategy_version",
    ),
    path("programmes/technology-books/<uuid:pk>/trl/", technology_book.technology_trl, name="technology_trl"),
    path("programmes/technology-books/<uuid:pk>/trl/new/", technology_book.trl_new, name="trl_new"),
    path(
        "programmes/technology-books/<uuid:pk>/place/",
        technology_book.technology_place,
        name="technology_place",
    ),
    path("programmes/technology-books/<uuid:pk>/place/set/", technology_book.place_set, name="place_set"),
    path(
        "programmes/technology-books/<uuid:pk>/place/remove/",
        technology_book.place_remove,
        name="place_remove",
    ),
    path(
        "programmes/technology-books/<uuid:pk>/roadmap/",
        roadmap.technology_roadmap,
        name="technology_roadmap",
    ),
    path("programmes/technology-books/<uuid:pk>/roadmap/new/", roadmap.milestone_new, name="roadmap_new"),
    path("programmes/roadmap/<uuid:pk>/", roadmap.roadmap_milestone, name="roadmap_milestone"),
    path("programmes/roadmap/<uuid:pk>/edit/", roadmap.milestone_edit, name="roadmap_edit"),
    path("programmes/roadmap/<uuid:pk>/acts/<slug:verb>/", roadmap.milestone_act, name="roadmap_act"),
    path(
        "programmes/technology-sheets/<uuid:pk>/", technology_book.technology_sheet, name="technology_sheet"
    ),
    path(
        "programmes/technology-sheets/<uuid:pk>/acts/<slug:verb>/",
        technology_book.sheet_act,
        name="sheet_act",
    ),
    path("programmes/narrowings/", narrowing.narrowing_list, name="narrowing_list"),
    path("programmes/narrowings/<uuid:pk>/", narrowing.narrowing, name="narrowing"),
    path("programmes/narrowings/<uuid:pk>/close/", narrowing.narrowing_close, name="narrowing_close"),
    path("programmes/narrowings/<uuid:pk>/acts/<slug:verb>/", narrowing.narrowing_act, name="narrowing_act"),
    path(
        "programmes/concepts/<uuid:pk>/technologies/",
        portfolio.concept_technologies,
        name="concept_technologies",
    ),
    path("programmes/concepts/<uuid:pk>/technologies/new/", portfolio.share_new, name="share_new"),
    path(
        "programmes/concepts/<uuid:pk>/technologies/<int:number>/end/", portfolio.share_end, name="share_end"
    ),
    path("programmes/registers/<slug:register>/", catalogue.catalogue_list, name="catalogue_list"),
    path("programmes/registers/<slug:register>/new/", catalogue.catalogue_new, name="catalogue_new"),
    path("programmes/entries/<uuid:pk>/", catalogue.catalogue_entry, name="catalogue_entry"),
    path("programmes/entries/<uuid:pk>/edit/", catalogue.catalogue_edit, name="catalogue_edit"),
    path("programmes/entries/<uuid:pk>/acts/<slug:verb>/", catalogue.catalogue_act, name="catalogue_act"),
    path("programmes/entries/<uuid:pk>/notes/new/", catalogue.catalogue_note, name="catalogue_note"),
    path(
        "programmes/entries/<uuid:pk>/links/<slug:kind>/new/", catalogue.catalogue_link, name="catalogue_link"
    ),
    path(
        "programmes/entries/<uuid:pk>/links/<int:number>/end/",
        catalogue.catalogue_unlink,
        name="catalogue_unlink",
    ),
    path("programmes/budget/", budget.budget_list, name="budget_list"),
    path("programmes/budget/csv/", budget.budget_csv, name="budget_csv"),
    path("programmes/budget/new/", budget.budget_new, name="budget_new"),
    path("programmes/budget/<uuid:pk>/", budget.budget_line, name="budget_line"),
    path("programmes/budget/<uuid:pk>/edit/", budget.budget_edit, name="budget_edit"),
    path("programmes/budget/<uuid:pk>/acts/<slug:verb>/", budget.budget_act, name="budget_act"),
    path("programmes/issues/", issue.issue_list, name="issue_list"),
    path("programmes/issues/new/", issue.issue_new, name="issue_new"),
    path("programmes/issues/<uuid:pk>/", issue.issue, name="issue"),
    path("programmes/issues/<uuid:pk>/edit/", issue.issue_edit, name="issue_edit"),
    path("programmes/tags/<slug:kind>/<uuid:pk>/", issue.issue_tags, name="issue_tags"),
    path(
        "public/programmes/technologies/<uuid:pk>/",
        public_technology.public_technology,
        name="public_technology",
    ),
    path(
        "public/programmes/registers/<slug:register>/",
        public_technology.public_register,
        name="public_register",
    ),
    path("public/programmes/budget/", public_technology.public_budget, name="public_budget"),
]
