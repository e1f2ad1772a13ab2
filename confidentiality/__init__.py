"""Protected items: who may see them and why, by agreement and for a time; knows no council."""
