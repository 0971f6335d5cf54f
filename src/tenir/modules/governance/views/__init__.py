"""Screens of bodies, meetings, decisions and answers."""
