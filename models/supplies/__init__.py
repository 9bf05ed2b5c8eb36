"""Blank cards, ribbon and what else is used up: how much there is of it."""
