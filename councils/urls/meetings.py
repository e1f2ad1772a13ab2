"""Addresses of the meetings area; every one has a door."""

from django.urls import path

from councils.views import agenda, attendance, followup, handouts, meeting

urlpatterns = [
    path("councils/<uuid:pk>/meetings/", meeting.meeting_list, name="meeting_list"),
    path("councils/<uuid:pk>/meetings/new/", meeting.meeting_plan, name="meeting_plan"),
    path("meetings/<uuid:pk>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:pk>/read/", meeting.meeting_read, name="meeting_read"),
    path("meetings/<uuid:pk>/points/", meeting.meeting_points, name="meeting_points"),
    path("meetings/<uuid:pk>/now/", meeting.meeting_now, name="meeting_now"),
    path("meetings/<uuid:pk>/current/", meeting.meeting_current, name="meeting_current"),
    path("meetings/<uuid:pk>/reply/", meeting.meeting_reply, name="meeting_reply"),
    path("meetings/<uuid:pk>/edit/", meeting.meeting_edit, name="meeting_edit"),
    path("meetings/<uuid:pk>/announce/", meeting.meeting_announce, name="meeting_announce"),
    path("meetings/<uuid:pk>/reschedule/", meeting.meeting_reschedule, name="meeting_reschedule"),
    path("meetings/<uuid:pk>/cancel/", meeting.meeting_cancel, name="meeting_cancel"),
    path(
        "meetings/<uuid:pk>/start_record/",
        meeting.meeting_act,
        {"verb": "start_record"},
        name="meeting_start_record",
    ),
    path("meetings/<uuid:pk>/close/", meeting.meeting_act, {"verb": "close"}, name="meeting_close"),
    path("meetings/<uuid:pk>/papers/<slug:paper>/", meeting.meeting_paper, name="meeting_paper"),
    path("meetings/<uuid:pk>/papers/<slug:paper>/pdf/", meeting.meeting_paper_pdf, name="meeting_paper_pdf"),
    path("meetings/<uuid:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<uuid:pk>/agenda/carry/", agenda.agenda_carry, name="agenda_carry"),
    path("meetings/<uuid:pk>/tell/", agenda.meeting_tell, name="meeting_tell"),
    path("agenda/<uuid:pk>/", agenda.agenda_item, name="agenda_item"),
    path("agenda/<uuid:pk>/move/", agenda.agenda_item_move, name="agenda_item_move"),
    path("agenda/<uuid:pk>/remove/", agenda.agenda_item_remove, name="agenda_item_remove"),
    path("meetings/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path("meetings/<uuid:pk>/attendance/mark/", attendance.attendance_mark, name="attendance_mark"),
    path("meetings/<uuid:pk>/attendance/refresh/", attendance.attendance_refresh, name="attendance_refresh"),
    path("meetings/<uuid:pk>/attendance/new/", attendance.attendance_add, name="attendance_add"),
    path("meetings/<uuid:pk>/hold/", attendance.meeting_hold, name="meeting_hold"),
    path("attendance/<uuid:pk>/", attendance.attendance_line, name="attendance_line"),
    path("attendance/<uuid:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path("meetings/<uuid:pk>/handouts/new/", handouts.handout_add, name="handout_add"),
    path("meetings/<uuid:pk>/handouts/renumber/", handouts.handout_renumber, name="handout_renumber"),
    path("handouts/<uuid:pk>/", handouts.handout_edit, name="handout_edit"),
    path("handouts/<uuid:pk>/remove/", handouts.handout_remove, name="handout_remove"),
    path("materials/", handouts.material_list, name="material_list"),
    path("councils/<uuid:pk>/materials/new/", handouts.material_new, name="material_new"),
    path("materials/<uuid:pk>/versions/new/", handouts.material_version_add, name="material_version_add"),
    path("materials/<uuid:pk>/publish/", handouts.material_publish, name="material_publish"),
    path("materials/<uuid:pk>/finished/", handouts.material_finished, name="material_finished"),
    path("councils/<uuid:pk>/decisions/", followup.decisions, name="decisions"),
    path(
        "councils/<uuid:pk>/decisions/", followup.decisions, name="decision_list"
    ),  # the same page, by the name its tab has
    path("councils/<uuid:pk>/decisions/new/", followup.decision_new, name="decision_new"),
    path("councils/<uuid:pk>/actions/new/", followup.action_new, name="action_new"),
    path("actions/<uuid:pk>/", followup.action, name="action"),
    path("actions/<uuid:pk>/<slug:verb>/", followup.action_act, name="action_act"),
    path("councils/<uuid:pk>/support/", followup.support_list, name="support_list"),
    path("councils/<uuid:pk>/support/new/", followup.support_new, name="support_new"),
    path("support/<uuid:pk>/", followup.support, name="support"),
    path("support/<uuid:pk>/<slug:verb>/", followup.support_act, name="support_act"),
]
