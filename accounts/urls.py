"""Addresses of the pages about people, one list per area; every one has a door."""

from accounts.views import doorway, invitation, language

urlpatterns: list = [*invitation.urlpatterns, *doorway.urlpatterns, *language.urlpatterns]
