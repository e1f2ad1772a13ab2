"""Journeys in a real browser against the portal as `manage.py serve` starts it; every page met on the way is inspected."""
