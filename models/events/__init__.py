"""Outreach events, who helps with them and who comes."""
