"""Shapes of the input, choices narrowed by what the database answers; refuse to save."""
