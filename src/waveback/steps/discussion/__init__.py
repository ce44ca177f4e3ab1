"""Step 2: talk the policy through with a client, and keep what was answered, with the exact text."""
