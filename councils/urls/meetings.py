"""Addresses of the meetings area; every one has a door."""
urlpatterns: list = []
