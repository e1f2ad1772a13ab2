"""Addresses of the guideline, its measures and the library of programmes abroad."""

from django.urls import path

from programmes.views import benchmark, comments, guideline, home, measure, opinions, public, technology

urlpatterns = [
    path("programmes/", home.programme_home, name="programme_home"),
    path("programmes/guidelines/", guideline.guideline_list, name="guideline_list"),
    path("programmes/guidelines/new/", guideline.guideline_start, name="guideline_start"),
    path("programmes/guidelines/<uuid:pk>/", guideline.guideline, name="guideline"),
    path("programmes/guidelines/<uuid:pk>/changes/", guideline.guideline_changes, name="guideline_changes"),
    path(
        "programmes/guidelines/<uuid:pk>/changes/pdf/",
        guideline.guideline_changes_pdf,
        name="guideline_changes_pdf",
    ),
    path("programmes/guidelines/<uuid:pk>/sections/new/", guideline.section_new, name="section_new"),
    path("programmes/guidelines/<uuid:pk>/opinions/new/", opinions.opinion_new, name="opinion_new"),
    path("programmes/guidelines/<uuid:pk>/acts/<slug:verb>/", guideline.guideline_act, name="guideline_act"),
    path("programmes/sections/<uuid:pk>/", guideline.section_edit, name="section_edit"),
    path("programmes/sections/<uuid:pk>/remove/", guideline.section_remove, name="section_remove"),
    path("programmes/sections/<uuid:pk>/move/<slug:step>/", guideline.section_move, name="section_move"),
    path("programmes/opinions/<uuid:pk>/", opinions.opinion_edit, name="opinion_edit"),
    path("programmes/comment-rounds/<uuid:pk>/", opinions.comment_round, name="comment_round"),
    path("programmes/comment-rounds/<uuid:pk>/comments/new/", opinions.comment_new, name="comment_new"),
    path("programmes/comment-rounds/<uuid:pk>/list/new/", comments.comment_list_new, name="comment_list_new"),
    path(
        "programmes/comment-rounds/<uuid:pk>/list/corrected/",
        comments.comment_list_corrected,
        name="comment_list_corrected",
    ),
    path(
        "programmes/comment-rounds/<uuid:pk>/list/blank/",
        comments.comment_list_blank,
        name="comment_list_blank",
    ),
    path("programmes/comment-rounds/<uuid:pk>/list/csv/", comments.comment_export, name="comment_export"),
    path("programmes/comment-rounds/<uuid:pk>/answers/new/", opinions.answer_new, name="answer_new"),
    path("programmes/comment-answers/<uuid:pk>/", opinions.answer_edit, name="answer_edit"),
    path("programmes/measures/", measure.measure_list, name="measure_list"),
    path("programmes/measures/new/", measure.measure_new, name="measure_new"),
    path("programmes/measures/<uuid:pk>/", measure.measure, name="measure"),
    path("programmes/measures/<uuid:pk>/edit/", measure.measure_edit, name="measure_edit"),
    path("programmes/measures/<uuid:pk>/acts/<slug:verb>/", measure.measure_act, name="measure_act"),
    path("programmes/benchmarks/", benchmark.benchmark_list, name="benchmark_list"),
    path("programmes/benchmarks/new/", benchmark.benchmark_new, name="benchmark_new"),
    path("programmes/benchmarks/<uuid:pk>/", benchmark.benchmark, name="benchmark"),
    path("programmes/benchmarks/<uuid:pk>/edit/", benchmark.benchmark_edit, name="benchmark_edit"),
    path("programmes/benchmarks/<uuid:pk>/acts/<slug:verb>/", benchmark.benchmark_act, name="benchmark_act"),
    path("programmes/technologies/", technology.technology_list, name="technology_list"),
    path("programmes/technologies/fields/new/", technology.field_new, name="field_new"),
    path("programmes/technologies/new/", technology.technology_new, name="technology_new"),
    path("programmes/technologies/<uuid:pk>/", technology.technology, name="technology"),
    path("programmes/technologies/<uuid:pk>/edit/", technology.technology_edit, name="technology_edit"),
    path(
        "programmes/technologies/<uuid:pk>/acts/<slug:verb>/",
        technology.technology_act,
        name="technology_act",
    ),
    path("programmes/narrowings/<uuid:pk>/", technology.narrowing, name="narrowing"),
    path("programmes/narrowings/<uuid:pk>/close/", technology.narrowing_close, name="narrowing_close"),
    path("public/programmes/", public.public_programmes, name="public_programmes"),
    path("public/programmes/guidelines/<uuid:pk>/", public.public_guideline, name="public_guideline"),
    path(
        "public/programmes/guidelines/<uuid:pk>/changes/", public.public_comparison, name="public_comparison"
    ),
    path(
        "public/programmes/guidelines/<uuid:pk>/changes/pdf/",
        public.public_comparison_pdf,
        name="public_comparison_pdf",
    ),
    path("public/programmes/comments/<uuid:pk>/", public.public_comments, name="public_comments"),
    path("public/programmes/comments/<uuid:pk>/new/", comments.public_comment_new, name="public_comment_new"),
    path(
        "public/programmes/comment-receipts/<str:receipt>/",
        comments.public_comment_receipt,
        name="public_comment_receipt",
    ),
    path("public/programmes/measures/", public.public_measures, name="public_measures"),
    path("public/programmes/measures/<uuid:pk>/", public.public_measure, name="public_measure"),
    path("public/programmes/benchmarks/", public.public_benchmarks, name="public_benchmarks"),
    path("public/programmes/technologies/", public.public_technologies, name="public_technologies"),
]
