"""What is true and where it is kept: the records, the rules of the field, the database."""
