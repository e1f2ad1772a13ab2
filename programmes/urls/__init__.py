"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, policy, proposal

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *proposal.urlpatterns,
]
