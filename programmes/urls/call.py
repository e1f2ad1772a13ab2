"""Addresses of visions, of concepts' words, and of calls."""

from django.urls import path

from programmes.views import call, call_record, clause, concept, public_call, reach, vision

urlpatterns: list = [
    path("programmes/visions/", vision.vision_list, name="vision_list"),
    path("programmes/visions/new/", vision.vision_new, name="vision_new"),
    path("programmes/visions/<uuid:pk>/", vision.vision, name="vision"),
    path("programmes/visions/<uuid:pk>/edit/", vision.vision_edit, name="vision_edit"),
    path("programmes/visions/<uuid:pk>/revise/", vision.vision_revise, name="vision_revise"),
    path("programmes/visions/<uuid:pk>/changes/", vision.vision_changes, name="vision_changes"),
    path("programmes/visions/<uuid:pk>/technologies/new/", vision.vision_support, name="vision_support"),
    path("programmes/visions/<uuid:pk>/findings/new/", vision.vision_input, name="vision_input"),
    path(
        "programmes/visions/<uuid:pk>/deliberations/new/",
        vision.vision_deliberation,
        name="vision_deliberation",
    ),
    path(
        "programmes/visions/<uuid:pk>/parts/<slug:kind>/<uuid:part>/drop/",
        vision.vision_part_drop,
        name="vision_part_drop",
    ),
    path("programmes/visions/<uuid:pk>/acts/<slug:verb>/", vision.vision_act, name="vision_act"),
    path("programmes/concepts/<uuid:pk>/text/", concept.concept_text, name="concept_text"),
    path("programmes/concepts/<uuid:pk>/text/edit/", concept.concept_edit, name="concept_edit"),
    path("programmes/concepts/<uuid:pk>/ministries/new/", concept.concept_ministry, name="concept_ministry"),
    path(
        "programmes/concepts/<uuid:pk>/ministries/<uuid:ministry>/drop/",
        concept.concept_ministry_drop,
        name="concept_ministry_drop",
    ),
    path(
        "programmes/concepts/<uuid:pk>/ministries/<uuid:ministry>/agree/",
        concept.concept_agree,
        name="concept_agree",
    ),
    path("programmes/concepts/<uuid:pk>/text/acts/<slug:verb>/", concept.concept_act, name="concept_act"),
    path("programmes/concepts/<uuid:pk>/calls/new/", call.call_new, name="call_new"),
    path("programmes/calls/", call.call_list, name="call_list"),
    path("programmes/calls/follow-ups/", call_record.notice_follow_ups, name="notice_follow_ups"),
    path("programmes/calls/reach/", reach.notice_reach, name="notice_reach"),
    path("programmes/calls/reach/csv/", reach.notice_reach_csv, name="notice_reach_csv"),
    path("programmes/calls/coverage/", clause.clause_coverage, name="clause_coverage"),
    path("programmes/calls/coverage/csv/", clause.clause_coverage_csv, name="clause_coverage_csv"),
    path("programmes/calls/<uuid:pk>/", call.call, name="call"),
    path("programmes/calls/<uuid:pk>/edit/", call.call_edit, name="call_edit"),
    path("programmes/calls/<uuid:pk>/parts/<slug:kind>/new/", call.call_part, name="call_part_new"),
    path("programmes/calls/<uuid:pk>/parts/<slug:kind>/<uuid:part>/", call.call_part, name="call_part"),
    path(
        "programmes/calls/<uuid:pk>/parts/<slug:kind>/<uuid:part>/drop/",
        call.call_part_drop,
        name="call_part_drop",
    ),
    path(
        "programmes/calls/<uuid:pk>/parts/<slug:kind>/<uuid:part>/move/<slug:step>/",
        call.call_part_move,
        name="call_part_move",
    ),
    path("programmes/calls/<uuid:pk>/clauses/", call.call_clauses, name="call_clauses"),
    path("programmes/calls/<uuid:pk>/clauses/adopt/", clause.clauses_adopt, name="clauses_adopt"),
    path("programmes/calls/<uuid:pk>/clauses/<uuid:clause>/", clause.clause_answer, name="clause_answer"),
    path("programmes/calls/<uuid:pk>/record/", call_record.call_record, name="call_record"),
    path("programmes/calls/<uuid:pk>/addenda/new/", call_record.addendum_new, name="addendum_new"),
    path("programmes/calls/<uuid:pk>/questions/new/", call_record.question_new, name="question_new"),
    path("programmes/calls/<uuid:pk>/answers/new/", call_record.public_answer_new, name="public_answer_new"),
    path("programmes/calls/<uuid:pk>/notices/new/", call_record.distribution, name="distribution_new"),
    path("programmes/calls/<uuid:pk>/notices/<uuid:row>/", call_record.distribution, name="distribution"),
    path("programmes/calls/<uuid:pk>/acts/<slug:verb>/", call.call_act, name="call_act"),
    path("programmes/clauses/", clause.clause_list, name="clause_list"),
    path("programmes/clauses/new/", clause.clause_new, name="clause_new"),
    path("programmes/clauses/<uuid:pk>/renew/", clause.clause_renew, name="clause_renew"),
    path("programmes/clauses/<uuid:pk>/retire/", clause.clause_retire, name="clause_retire"),
    path("public/programmes/visions/", public_call.public_visions, name="public_visions"),
    path("public/programmes/visions/<uuid:pk>/", public_call.public_vision, name="public_vision"),
    path(
        "public/programmes/visions/<uuid:pk>/changes/",
        public_call.public_vision_changes,
        name="public_vision_changes",
    ),
    path("public/programmes/concepts/<uuid:pk>/", public_call.public_concept, name="public_concept"),
    path("public/programmes/calls/", public_call.public_calls, name="public_calls"),
    path("public/programmes/calls/<uuid:pk>/", public_call.public_call, name="public_call"),
    path(
        "public/programmes/calls/<uuid:pk>/guideline/",
        public_call.public_call_guideline,
        name="public_call_guideline",
    ),
    path(
        "public/programmes/calls/<uuid:pk>/notice/", public_call.public_call_notice, name="public_call_notice"
    ),
    path(
        "public/programmes/calls/<uuid:pk>/<slug:kind>/pdf/",
        public_call.public_call_pdf,
        name="public_call_pdf",
    ),
]
