"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, outcome, policy

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *outcome.urlpatterns,
]
