"""The conversation and its rules: frozen values, no I/O, no clock, no random."""
