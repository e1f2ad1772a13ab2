"""Councils, meetings, papers, minutes and follow-up in the API: the same acts as the pages, the same sight."""
