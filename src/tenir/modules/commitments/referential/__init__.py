"""The official lists of promises that ship with Tenir: texts, levers, frameworks, disagreements."""
