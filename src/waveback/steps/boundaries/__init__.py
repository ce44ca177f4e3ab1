"""Step 5: boundaries. Plans for places where both will be; the phrases and what overrides them, for the pocket card."""
