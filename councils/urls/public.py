"""Addresses of the public area; every one has a door."""
urlpatterns: list = []
