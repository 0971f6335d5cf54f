"""An OpenDocument text (.odt), read from its own XML."""
