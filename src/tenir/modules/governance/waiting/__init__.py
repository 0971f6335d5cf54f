"""What waits for whom in bodies: on the desk, in the letter, in the calendar."""
