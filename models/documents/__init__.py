"""Files kept in the database: photos, signed papers, letters as they were made."""
