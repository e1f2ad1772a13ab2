"""Draws the documents that are made from the code and its fixtures, so that they cannot drift from it; runs nothing."""

from portal.drawing import matrix, states

DOCUMENTS = {"states.md": states.drawn, "access-matrix.md": matrix.drawn}
