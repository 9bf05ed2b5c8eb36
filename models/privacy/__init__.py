"""Personal data: what people agreed to, asked for and are owed (UU 27/2022)."""
