"""Measures ratios against a floor in the same run and prints them; never passes or fails on time."""
