"""Addresses of the public area; open to everybody, and each shows what everybody may see."""

from django.urls import path

from councils.views import public

urlpatterns = [
    path("public/", public.public_home, name="public_home"),
    path("public/councils/<uuid:pk>/", public.public_council, name="public_council"),
    path("public/summaries/<uuid:pk>/", public.public_summary, name="public_summary"),
    path("public/summaries/<uuid:pk>/pdf/", public.public_summary_pdf, name="public_summary_pdf"),
    path("public/summaries/<uuid:pk>/editions/<int:number>/", public.public_edition, name="public_edition"),
    path(
        "public/summaries/<uuid:pk>/editions/<int:number>/pdf/",
        public.public_edition_pdf,
        name="public_edition_pdf",
    ),
    path("public/materials/<uuid:pk>/", public.public_material, name="public_material"),
    path("public/materials/<uuid:pk>/file/", public.public_material_file, name="public_material_file"),
]
