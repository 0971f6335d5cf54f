"""What every module stands on: places, people, rights, journal, the look, and how a module tells about itself."""
