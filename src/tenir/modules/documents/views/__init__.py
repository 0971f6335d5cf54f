"""The pages of drafts: the list and handing in, the review, gestures on items, adoption."""
