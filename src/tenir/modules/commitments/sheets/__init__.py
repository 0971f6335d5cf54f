"""Many promises at once in a spreadsheet: written out, read back in a child process, compared, committed."""
