"""All addresses of the programmes app, one list per half."""

from programmes.urls import follow_up, fund, policy

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *follow_up.urlpatterns,
]
