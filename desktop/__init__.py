"""Starting the program and joining its parts."""
