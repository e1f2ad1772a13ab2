"""Addresses of the councils area; every one has a door."""

from django.urls import path

from councils.views import board, council, founding, rules, seats

urlpatterns: list = [
    path("councils/", council.council_list, name="council_list"),
    path("councils/new/", council.council_propose, name="council_propose"),
    path("councils/<uuid:pk>/", council.council, name="council"),
    path("councils/<uuid:pk>/founding/", founding.council_founding, name="council_founding"),
    path("councils/<uuid:pk>/founding/edit/", founding.council_revise, name="council_revise"),
    path("councils/<uuid:pk>/founding/<slug:verb>/", founding.council_verb, name="council_verb"),
    path("councils/<uuid:pk>/prospectus/", founding.prospectus, name="prospectus"),
    path("councils/<uuid:pk>/rules/", rules.council_rules, name="council_rules"),
    path("councils/<uuid:pk>/rules/new/", rules.rules_new, name="rules_new"),
    path("councils/<uuid:pk>/rules/<int:number>/", rules.rules_version, name="rules_version"),
    path("councils/<uuid:pk>/rules/<int:number>/edit/", rules.rules_edit, name="rules_edit"),
    path("councils/<uuid:pk>/rules/<int:number>/<slug:verb>/", rules.rules_verb, name="rules_verb"),
    path("councils/<uuid:pk>/members/", seats.council_members, name="council_members"),
    path("councils/<uuid:pk>/members/new/", seats.member_nominate, name="member_nominate"),
    path("councils/<uuid:pk>/organisations/new/", seats.organisation_invite, name="organisation_invite"),
    path(
        "councils/<uuid:pk>/organisations/<uuid:organisation>/",
        seats.organisation_answer,
        name="organisation_answer",
    ),
    path("councils/<uuid:pk>/board/", board.council_board, name="council_board"),
    path("councils/<uuid:pk>/board/<uuid:post>/", board.board_thread, name="board_thread"),
    path("councils/<uuid:pk>/consultations/new/", board.consultation_new, name="consultation_new"),
    path("consultations/<uuid:pk>/", board.consultation, name="consultation"),
    path("consultations/<uuid:pk>/<slug:verb>/", board.consultation_verb, name="consultation_verb"),
    path("seats/<uuid:pk>/", seats.seat, name="seat"),
    path("seats/<uuid:pk>/briefed/", seats.seat_briefed, name="seat_briefed"),
    path("seats/<uuid:pk>/accept/", seats.seat_accept, name="seat_accept"),
    path("seats/<uuid:pk>/decline/", seats.seat_decline, name="seat_decline"),
    path("seats/<uuid:pk>/pledge/", seats.seat_pledge, name="seat_pledge"),
    path("seats/<uuid:pk>/receipt/", seats.seat_receipt, name="seat_receipt"),
    path("seats/<uuid:pk>/leave/", seats.seat_leave, name="seat_leave"),
    path("seats/<uuid:pk>/manage/", seats.seat_manage, name="seat_manage"),
    path("seats/<uuid:pk>/manage/<slug:verb>/", seats.seat_verb, name="seat_verb"),
    path("seats/<uuid:pk>/replace/", seats.seat_replace, name="seat_replace"),
]
