"""The designer of cards: a canvas, what is chosen on it, and the panels round it."""
