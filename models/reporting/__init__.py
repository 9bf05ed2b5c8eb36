"""Reports: figures defined once, texts beside them, and what was made final."""
