"""Addresses of the minutes area; every one has a door."""

from django.urls import path

from councils.views import confirmation, importing, printing, record, summary

urlpatterns = [
    path("meetings/<uuid:pk>/record/", record.minutes_record, name="minutes_record"),
    path("meetings/<uuid:pk>/record/open/", record.record_open, name="record_open"),
    path("records/<uuid:pk>/remarks/", record.remark_add, name="remark_add"),
    path("records/<uuid:pk>/explanation/", record.record_explain, name="record_explain"),
    path("records/<uuid:pk>/send/", record.record_send, name="record_send"),
    path("records/<uuid:pk>/addenda/", record.record_addendum, name="record_addendum"),
    path("records/<uuid:pk>/confirm/", confirmation.record_confirm, name="record_confirm"),
    path("records/<uuid:pk>/pdf/", printing.record_pdf, name="record_pdf"),
    path("records/<uuid:pk>/speakers/pdf/", printing.record_speakers_pdf, name="record_speakers_pdf"),
    path("records/<uuid:pk>/<slug:verb>/", record.record_step, name="record_step"),
    path("remarks/<uuid:pk>/", record.remark, name="remark"),
    path("remarks/<uuid:pk>/delete/", record.remark_delete, name="remark_delete"),
    path("remarks/<uuid:pk>/decision/", record.remark_decision, name="remark_decision"),
    path("remarks/<uuid:pk>/action/", record.remark_action, name="remark_action"),
    path("suggestions/<uuid:pk>/", record.suggestion, name="suggestion"),
    path("meetings/<uuid:pk>/summary/", summary.minutes_summary, name="minutes_summary"),
    path("meetings/<uuid:pk>/summary/compose/", summary.summary_compose, name="summary_compose"),
    path("summaries/<uuid:pk>/edit/", summary.summary_edit, name="summary_edit"),
    path("summaries/<uuid:pk>/send/", summary.summary_send, name="summary_send"),
    path("summaries/<uuid:pk>/reply/", summary.summary_reply, name="summary_reply"),
    path("summaries/<uuid:pk>/approve/", summary.summary_approve, name="summary_approve"),
    path("summaries/<uuid:pk>/disclosure/", summary.summary_disclosure, name="summary_disclosure"),
    path("summaries/<uuid:pk>/publish/", summary.summary_publish, name="summary_publish"),
    path("summaries/<uuid:pk>/correct/", summary.summary_correct, name="summary_correct"),
    path("summaries/<uuid:pk>/withhold/", summary.summary_withhold, name="summary_withhold"),
    path("summaries/<uuid:pk>/pdf/", printing.summary_pdf, name="summary_pdf"),
    path("summaries/<uuid:pk>/docx/", printing.summary_docx, name="summary_docx"),
    path("summaries/<uuid:pk>/<slug:verb>/", summary.summary_step, name="summary_step"),
    path("papers/<uuid:pk>/", printing.print_job, name="print_job"),
    path("papers/<uuid:pk>/file/", printing.print_job_file, name="print_job_file"),
    path("councils/<uuid:pk>/minutes/import/", importing.minutes_import, name="minutes_import"),
]
