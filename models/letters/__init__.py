"""Official letters: their text, their numbers, which were made and sent."""
