"""Addresses of the councils in the API; every one has a door."""

from django.urls import path

from councils.api import acting, reading

urlpatterns = [
    path("councils/", reading.Councils.as_view(), name="api_councils"),
    path("councils/<uuid:pk>/", reading.OneCouncil.as_view(), name="api_council"),
    path("meetings/", reading.Meetings.as_view(), name="api_meetings"),
    path("meetings/<uuid:pk>/", reading.OneMeeting.as_view(), name="api_meeting"),
    path("meetings/<uuid:pk>/reply/", acting.Reply.as_view(), name="api_meeting_reply"),
    path("materials/", reading.Materials.as_view(), name="api_materials"),
    path("materials/<uuid:pk>/", reading.OneMaterial.as_view(), name="api_material"),
    path(
        "materials/<uuid:pk>/versions/<int:number>/",
        reading.OneVersion.as_view(),
        name="api_material_version",
    ),
    path("records/", reading.Records.as_view(), name="api_records"),
    path("records/<uuid:pk>/", reading.OneRecord.as_view(), name="api_record"),
    path("records/<uuid:pk>/confirm/", acting.Confirm.as_view(), name="api_record_confirm"),
    path("summaries/", reading.Summaries.as_view(), name="api_summaries"),
    path("summaries/<uuid:pk>/", reading.OneSummary.as_view(), name="api_summary"),
    path("summaries/<uuid:pk>/publish/", acting.Publish.as_view(), name="api_summary_publish"),
    path("decisions/", reading.Decisions.as_view(), name="api_decisions"),
    path("decisions/<uuid:pk>/", reading.OneDecision.as_view(), name="api_decision"),
    path("actions/", reading.Actions.as_view(), name="api_actions"),
    path("actions/<uuid:pk>/", reading.OneAction.as_view(), name="api_action"),
    path("actions/<uuid:pk>/start/", acting.Start.as_view(), name="api_action_start"),
    path("actions/<uuid:pk>/report_done/", acting.ReportDone.as_view(), name="api_action_report_done"),
    path("actions/<uuid:pk>/hand_back/", acting.HandBack.as_view(), name="api_action_hand_back"),
    path("actions/<uuid:pk>/drop/", acting.Drop.as_view(), name="api_action_drop"),
    path("actions/<uuid:pk>/reassign/", acting.Reassign.as_view(), name="api_action_reassign"),
    path("tasks/", reading.Tasks.as_view(), name="api_tasks"),
]
