"""What crosses modules: journeys in a browser, rights sweep, house rules, docs, crash, load."""
