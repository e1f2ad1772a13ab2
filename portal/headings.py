"""Offers the programme's register of topics as headings to the councils; the two know nothing of each other."""

from councils import headings
from programmes import discussion_topics

headings.kept_by(discussion_topics.headings)
