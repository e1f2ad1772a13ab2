"""People, their organisations and how they sign in; knows nothing of councils or confidentiality."""
