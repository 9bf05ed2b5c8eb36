"""Partner agencies and their contacts."""
