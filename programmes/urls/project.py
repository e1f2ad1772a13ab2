"""Addresses of projects: the list, the tabs, registers, changes, and the pages for everybody."""

from django.urls import path

from programmes.views import (
    change,
    project_face,
    project_known,
    project_list,
    project_plan,
    project_profile,
    project_tabs,
    public_project,
    register,
)

ONE = "programmes/projects/<uuid:pk>/"
LINES = ONE + "registers/<slug:slug>/"

urlpatterns: list = [
    path("programmes/projects/", project_list.project_list, name="project_list"),
    path("programmes/projects/csv/", project_list.projects_csv, name="projects_csv"),
    path(ONE + "profile/", project_profile.profile_decide, name="profile_decide"),
    path("programmes/projects/known/", project_known.projects_known, name="projects_known"),
    path(ONE + "known/", project_known.project_known, name="project_known"),
    path(ONE + "plan/", project_plan.project_plan, name="project_plan"),
    path(ONE + "plan/edit/", project_plan.plan_edit, name="plan_edit"),
    path(ONE + "plan/amounts/", project_plan.plan_amounts, name="plan_amounts"),
    path(ONE + "versions/<int:number>/", project_plan.terms_version, name="terms_version"),
    path(ONE + "changes/plan/", change.change_plan, name="change_plan"),
    path(ONE + "changes/budget/", change.change_budget, name="change_budget"),
    path(ONE + "changes/team/", change.change_team, name="change_team"),
    path(ONE + "changes/team/<uuid:row>/", change.change_participant, name="change_participant"),
    path(ONE + "changes/team/<uuid:row>/leave/", change.change_leave, name="change_leave"),
    path("programmes/changes/<uuid:pk>/", change.change, name="change"),
    path("programmes/changes/<uuid:pk>/acts/<slug:verb>/", change.change_act, name="change_act"),
    path(ONE + "team/", project_tabs.project_team, name="project_team"),
    path(ONE + "delegations/new/", change.delegation_new, name="delegation_new"),
    path(ONE + "delegations/<uuid:row>/end/", change.delegation_end, name="delegation_end"),
    path(ONE + "money/", project_tabs.project_money, name="project_money"),
    path(ONE + "use/", project_tabs.project_use, name="project_use"),
    path(ONE + "use/edit/", project_tabs.use_edit, name="use_edit"),
    path(ONE + "use/history/", project_tabs.use_history, name="use_history"),
    path(ONE + "protection/", project_tabs.project_protection, name="project_protection"),
    path(LINES + "new/", register.line_new, name="line_new"),
    path(LINES + "ended/", register.lines_ended, name="lines_ended"),
    path(LINES + "<uuid:row>/", register.line_edit, name="line_edit"),
    path(LINES + "<uuid:row>/end/", register.line_end, name="line_end"),
    path(LINES + "<uuid:row>/history/", register.line_history, name="line_history"),
    path(ONE + "face/", project_face.project_face, name="project_face"),
    path(ONE + "face/edit/", project_face.face_edit, name="face_edit"),
    path(ONE + "partners/edit/", project_face.fit_edit, name="fit_edit"),
    path(ONE + "face/acts/<slug:verb>/", project_face.face_act, name="face_act"),
    path("public/programmes/projects/", public_project.public_projects, name="public_projects"),
    path("public/programmes/projects/<uuid:pk>/", public_project.public_project, name="public_project"),
    path(
        "public/programmes/projects/<uuid:pk>/partners/",
        public_project.public_partners,
        name="public_partners",
    ),
]
