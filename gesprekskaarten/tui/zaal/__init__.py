"""The room window: a process of its own that shows the zaalbeeld and can change nothing."""
