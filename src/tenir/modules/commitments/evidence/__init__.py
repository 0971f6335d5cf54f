"""Proof of progress: files kept by their fingerprint, pictures written anew, links looked at, deposits that resume."""
