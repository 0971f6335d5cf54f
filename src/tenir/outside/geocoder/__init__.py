"""Addresses to coordinates, through the service that the owner of the site chose: the national one, or an addok."""
