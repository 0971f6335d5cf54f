"""Points and zones of France: contours as published, and what lies in what. Pure: no Django, no network, no clock."""
