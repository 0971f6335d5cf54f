"""The file of a meeting (dossier de COPIL): gathered as plain data, laid out once, written in three formats."""
