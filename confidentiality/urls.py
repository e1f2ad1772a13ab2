"""Addresses of designations, access explanations, files and one's own record."""
urlpatterns: list = []
