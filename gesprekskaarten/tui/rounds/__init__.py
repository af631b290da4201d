"""One module per kind of round: what the leader sees, what can be typed, what can be done."""
