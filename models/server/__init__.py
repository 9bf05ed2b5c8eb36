"""An office's records on a server, in which several computers work at once."""
