"""All addresses of the councils app, one list per noun."""
from councils.urls import councils, meetings, minutes, public

urlpatterns = [*councils.urlpatterns, *meetings.urlpatterns, *minutes.urlpatterns, *public.urlpatterns]
