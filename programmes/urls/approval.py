"""Addresses of approval routes and of the steps of a request."""

from django.urls import path

from programmes.views import approval

ROUTE = "programmes/funds/<uuid:pk>/route/"
STEP = "programmes/changes/steps/<uuid:pk>/"

urlpatterns: list = [
    path(ROUTE, approval.fund_route, name="fund_route"),
    path(ROUTE + "history/", approval.fund_routes, name="fund_routes"),
    path(ROUTE + "lines/new/", approval.route_line_new, name="route_line_new"),
    path(ROUTE + "<int:version>/lines/<int:number>/", approval.route_line_edit, name="route_line_edit"),
    path(ROUTE + "<int:version>/lines/<int:number>/end/", approval.route_line_end, name="route_line_end"),
    path(STEP + "agree/", approval.step_agree, name="step_agree"),
    path(STEP + "refuse/", approval.step_refuse, name="step_refuse"),
    path(STEP + "hand-on/", approval.step_hand_on, name="step_hand_on"),
]
