"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, policy, project

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *project.urlpatterns,
]
