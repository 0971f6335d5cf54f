"""The rights of the site, held to one table: every address × method × role × own, other or no object."""
