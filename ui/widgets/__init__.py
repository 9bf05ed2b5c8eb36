"""Small reusable widgets that know none of our records."""
