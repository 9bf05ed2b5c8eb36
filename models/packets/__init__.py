"""Desk packets: what a desk takes along as a file, what it brings home, and putting it together."""
