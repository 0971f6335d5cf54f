"""Running the site: serving, backup, health, logs, schedule, and the shape that all commands share."""
