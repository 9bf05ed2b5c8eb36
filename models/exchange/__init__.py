"""Lists that come in from partners."""
