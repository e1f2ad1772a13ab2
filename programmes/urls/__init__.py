"""All addresses of the programmes app, one list per part."""

from programmes.urls import (
    approval,
    call,
    draft_reader,
    follow_up,
    fund,
    gate,
    outcome,
    policy,
    project,
    proposal,
    review,
    scout,
    technology,
)

urlpatterns = [
    *policy.urlpatterns,
    *fund.urlpatterns,
    *gate.urlpatterns,
    *call.urlpatterns,
    *approval.urlpatterns,
    *project.urlpatterns,
    *technology.urlpatterns,
    *follow_up.urlpatterns,
    *outcome.urlpatterns,
    *proposal.urlpatterns,
    *review.urlpatterns,
    *scout.urlpatterns,
    *draft_reader.urlpatterns,
]
