"""Addresses of reading a material; every one has a door."""

from django.urls import path

from councils.views import material

urlpatterns = [
    path("materials/<uuid:pk>/", material.material, name="material"),
    path("materials/<uuid:pk>/changes/", material.material_changes, name="material_changes"),
    path("materials/<uuid:pk>/posts/", material.material_post, name="material_post"),
    path("materials/<uuid:pk>/files/<int:number>/", material.material_file, name="material_file"),
]
