"""What a person may write of a framework and its promises: as plain values, checked, compared, written."""
