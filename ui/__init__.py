"""What one sees: Qt widgets, without SQL and without PDF drawing."""
