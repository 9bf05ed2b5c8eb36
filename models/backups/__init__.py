"""Backups of the whole database: made while it is worked on, proven, kept by a rule, restored."""
