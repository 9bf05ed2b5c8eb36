"""People: identity numbers, names, phones, and finding them."""
