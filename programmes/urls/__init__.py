"""All addresses of the programmes app, one list per half."""

from programmes.urls import call, fund, gate, policy, proposal, review

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *gate.urlpatterns,
    *call.urlpatterns,
    *proposal.urlpatterns,
    *review.urlpatterns,
]
