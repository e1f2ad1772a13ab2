"""All addresses of the councils app, one list per noun."""

from councils.urls import councils, materials, meetings, minutes, public

urlpatterns = [
    *councils.urlpatterns,
    *meetings.urlpatterns,
    *materials.urlpatterns,
    *minutes.urlpatterns,
    *public.urlpatterns,
]
