"""Addresses of the minutes area; every one has a door."""
urlpatterns: list = []
