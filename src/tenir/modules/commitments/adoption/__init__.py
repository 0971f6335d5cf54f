"""From a description to rows: checked, aligned table by table, tied to what stands elsewhere."""
