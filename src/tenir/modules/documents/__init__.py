"""Texts received: read in a child process, shown, then adopted as promises."""
