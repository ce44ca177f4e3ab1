"""Step 3: the client leads. What each client wants at a run-in, dated, never overwritten."""
