"""The administrator's desk: people, organisations, offices, wordings; shows no content of any council."""
