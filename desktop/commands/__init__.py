"""The command line, for offices that automate."""
