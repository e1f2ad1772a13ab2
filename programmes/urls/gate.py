"""Addresses of stage gates, their reports, dossiers and evaluators."""

from django.urls import path

from programmes.views import dossier, ending, evaluation, gate, public_gate, self_report

urlpatterns = [
    path("programmes/projects/<uuid:pk>/gates/", gate.project_gates, name="project_gates"),
    path("programmes/projects/<uuid:pk>/gates/new/", gate.gate_new, name="gate_new"),
    path("programmes/funds/<uuid:pk>/gates/", gate.fund_gates, name="fund_gates"),
    path("programmes/funds/<uuid:pk>/gates/csv/", gate.fund_gates_csv, name="fund_gates_csv"),
    path("programmes/concepts/<uuid:pk>/gates/", gate.concept_gates, name="concept_gates"),
    path("programmes/concepts/<uuid:pk>/gates/csv/", gate.concept_gates_csv, name="concept_gates_csv"),
    path("programmes/gates/<uuid:pk>/", gate.gate, name="gate"),
    path("programmes/gates/<uuid:pk>/edit/", gate.gate_edit, name="gate_edit"),
    path("programmes/gates/<uuid:pk>/acts/<slug:verb>/", gate.gate_act, name="gate_act"),
    path("programmes/gates/<uuid:pk>/stop/", ending.stop_propose, name="stop_propose"),
    path("programmes/gates/<uuid:pk>/stop/<uuid:row>/<slug:verb>/", ending.stop_act, name="stop_act"),
    path(
        "programmes/projects/<uuid:pk>/final-evaluation/new/",
        ending.final_evaluation_new,
        name="final_evaluation_new",
    ),
    path("programmes/final-evaluations/<uuid:pk>/", ending.final_evaluation, name="final_evaluation"),
    path("programmes/gates/<uuid:pk>/report/", self_report.report_start, name="report_start"),
    path("programmes/self-reports/<uuid:pk>/", self_report.self_report, name="self_report"),
    path("programmes/self-reports/<uuid:pk>/submit/", self_report.report_submit, name="report_submit"),
    path("programmes/self-reports/<uuid:pk>/return/", self_report.report_return, name="report_return"),
    path("programmes/self-reports/<uuid:pk>/evidence/new/", self_report.evidence_new, name="evidence_new"),
    path(
        "programmes/self-reports/<uuid:pk>/evidence/<uuid:one>/",
        self_report.evidence_file,
        name="evidence_file",
    ),
    path(
        "programmes/self-reports/<uuid:pk>/evidence/<uuid:one>/remove/",
        self_report.evidence_remove,
        name="evidence_remove",
    ),
    path("programmes/evaluations/", evaluation.my_evaluations, name="my_evaluations"),
    path("programmes/evaluations/seats/<uuid:pk>/", evaluation.declare, name="evaluation_declare"),
    path("programmes/evaluations/seats/<uuid:pk>/end/", evaluation.seat_end, name="evaluation_seat_end"),
    path("programmes/evaluations/<uuid:pk>/roster/", evaluation.roster, name="evaluation_roster"),
    path("programmes/evaluations/<uuid:pk>/roster/new/", evaluation.evaluator_new, name="evaluator_new"),
    path("programmes/evaluations/<uuid:pk>/parties/new/", evaluation.party_new, name="evaluation_party_new"),
    path("programmes/dossiers/<uuid:pk>/", dossier.gate_dossier, name="gate_dossier"),
    path("programmes/dossiers/<uuid:pk>/evidence/<int:number>/", dossier.dossier_file, name="dossier_file"),
    path("programmes/dossiers/<uuid:pk>/evaluation/", dossier.gate_evaluation, name="gate_evaluation"),
    path(
        "programmes/dossiers/<uuid:pk>/evaluation/submit/",
        dossier.gate_evaluation_submit,
        name="gate_evaluation_submit",
    ),
    path("programmes/dossiers/<uuid:pk>/hearing/", dossier.gate_hearing, name="gate_hearing"),
    path("programmes/dossiers/<uuid:pk>/judgement/", dossier.gate_judge, name="gate_judge"),
    path("public/programmes/gates/", public_gate.public_gates, name="public_gates"),
    path("public/programmes/gates/<uuid:pk>/", public_gate.public_gate, name="public_gate"),
]
