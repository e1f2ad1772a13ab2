"""Councils: how they are set up, who sits on them, how they meet, what they record and publish."""
