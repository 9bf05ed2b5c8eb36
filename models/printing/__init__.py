"""Where things come to lie on paper: sheets, used places, and each printer's own error."""
