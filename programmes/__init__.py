"""The programme around the councils: guideline, technologies, fund and projects; knows nothing of councils' code."""
