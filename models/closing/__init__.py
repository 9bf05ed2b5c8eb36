"""The end of a day: what is counted, explained, witnessed and sealed."""
