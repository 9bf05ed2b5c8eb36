"""Receipts and cash boxes."""
