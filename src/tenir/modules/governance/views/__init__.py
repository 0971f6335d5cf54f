"""The screens, by noun."""
