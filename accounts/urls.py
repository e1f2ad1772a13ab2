"""Addresses of sign-in's own pages and of people's settings; filled by accounts.views."""
from django.urls import path

urlpatterns: list = []
