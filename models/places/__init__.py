"""Provinces, regencies, districts and villages by their official codes."""
