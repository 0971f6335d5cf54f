"""From a file to places, contours and what lies in what: read, prepared outside the transaction, written in one."""
