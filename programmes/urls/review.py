"""Addresses of reviews, selection and results."""

from django.urls import path

from programmes.views import ranking, reading, result, review, review_dossier

CALLS, REVIEWS, DOSSIERS = "programmes/calls", "programmes/call-reviews", "programmes/review-dossiers"

PROPOSALS = "programmes/proposals"

urlpatterns = [
    path(f"{CALLS}/<uuid:pk>/readers/", reading.call_readers, name="call_readers"),
    path(f"{CALLS}/<uuid:pk>/readers/new/", reading.call_reader_new, name="call_reader_new"),
    path(
        f"{CALLS}/<uuid:pk>/readers/<uuid:assignment>/end/", reading.call_reader_end, name="call_reader_end"
    ),
    path(f"{CALLS}/<uuid:pk>/reading/", reading.call_reading, name="call_reading"),
    path(f"{PROPOSALS}/<uuid:pk>/reviews/", reading.proposal_reviews, name="proposal_reviews"),
    path(f"{PROPOSALS}/<uuid:pk>/related/", reading.proposal_related, name="proposal_related"),
    path(f"{CALLS}/<uuid:pk>/review/", review.call_review, name="call_review"),
    path(f"{CALLS}/<uuid:pk>/review/open/", review.review_open, name="review_open"),
    path(f"{CALLS}/<uuid:pk>/review/csv/", review.call_results_csv, name="call_results_csv"),
    path(f"{REVIEWS}/<uuid:pk>/", review.call_review_page, name="call_review_page"),
    path(f"{REVIEWS}/<uuid:pk>/acts/<slug:verb>/", review.call_review_act, name="call_review_act"),
    path(f"{REVIEWS}/<uuid:pk>/candidates/new/", review.candidate_new, name="review_candidate_new"),
    path(f"{REVIEWS}/<uuid:pk>/matrix/", review.review_matrix, name="review_matrix"),
    path(f"{REVIEWS}/<uuid:pk>/ranking/", ranking.review_ranking, name="review_ranking"),
    path(f"{REVIEWS}/<uuid:pk>/ranking/csv/", ranking.ranking_csv, name="ranking_csv"),
    path(f"{REVIEWS}/<uuid:pk>/ranking/by-score/", ranking.ranking_by_score, name="ranking_by_score"),
    path(f"{REVIEWS}/<uuid:pk>/ranking/rest/", ranking.ranking_rest, name="ranking_rest"),
    path(f"{REVIEWS}/<uuid:pk>/ranking/list/", ranking.ranking_list_new, name="ranking_list_new"),
    path(
        f"{REVIEWS}/<uuid:pk>/ranking/list/corrected/",
        ranking.ranking_list_corrected,
        name="ranking_list_corrected",
    ),
    path(f"{DOSSIERS}/<uuid:pk>/", review_dossier.review_dossier, name="review_dossier"),
    path(f"{DOSSIERS}/<uuid:pk>/papers/<int:number>/", review_dossier.review_paper, name="review_paper"),
    path(
        f"{DOSSIERS}/<uuid:pk>/papers/<int:number>/open/",
        review_dossier.review_paper_open,
        name="review_paper_open",
    ),
    path(
        f"{DOSSIERS}/<uuid:pk>/acts/<slug:verb>/",
        review_dossier.review_dossier_act,
        name="review_dossier_act",
    ),
    path(f"{DOSSIERS}/<uuid:pk>/place/", ranking.review_place, name="review_place"),
    path(f"{DOSSIERS}/<uuid:pk>/review/", review_dossier.review_write, name="review_write"),
    path(f"{DOSSIERS}/<uuid:pk>/review/submit/", review_dossier.review_submit, name="review_submit"),
    path(f"{DOSSIERS}/<uuid:pk>/consensus/", review_dossier.review_consensus, name="review_consensus"),
    path(f"{DOSSIERS}/<uuid:pk>/interview/", review_dossier.review_interview, name="review_interview"),
    path("programmes/reviews/<uuid:pk>/reopen/", review_dossier.review_reopen, name="review_reopen"),
    path("programmes/security-checks/<uuid:pk>/", review_dossier.security_check, name="security_check"),
    path("programmes/result-letters/<uuid:pk>/", result.result_letter, name="result_letter"),
    path("programmes/result-letters/<uuid:pk>/edit/", result.result_letter_edit, name="result_letter_edit"),
    path("programmes/result-letters/<uuid:pk>/pdf/", result.result_letter_pdf, name="result_letter_pdf"),
    path("public/programmes/results/<uuid:pk>/", result.public_result, name="public_result"),
    path("public/programmes/calls/<uuid:pk>/result/", result.public_call_result, name="public_call_result"),
]
