"""The branch office, its officers and its desks."""
