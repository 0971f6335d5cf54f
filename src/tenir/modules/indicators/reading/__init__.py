"""What pages, panels and files read of figures, in a constant number of queries."""
