"""All addresses of the councils app, one list per noun."""

from councils.urls import councils, materials, meetings, minutes, public

urlpatterns = [
    *materials.urlpatterns,  # an address is compared with one pattern after another: what is opened most comes first
    *meetings.urlpatterns,
    *councils.urlpatterns,
    *minutes.urlpatterns,
    *public.urlpatterns,
]
