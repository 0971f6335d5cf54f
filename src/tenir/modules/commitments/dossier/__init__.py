"""All that the page of a promise tells, in a fixed number of statements."""
