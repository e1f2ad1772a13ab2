"""All addresses of the programmes app, one list per half."""

from programmes.urls import fund, policy, proposal
from programmes.urls import call, fund, policy

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *proposal.urlpatterns,
    *call.urlpatterns,
]
