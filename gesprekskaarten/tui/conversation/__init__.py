"""The leader's screen, and what a hand can do on it."""
