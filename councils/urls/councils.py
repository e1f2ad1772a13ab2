"""Addresses of the councils area; every one has a door."""
urlpatterns: list = []
