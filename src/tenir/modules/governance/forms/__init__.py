"""Forms of bodies, meetings and decisions."""
