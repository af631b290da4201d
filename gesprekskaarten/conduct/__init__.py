"""Leads a session: decide, append, apply, publish. The only writer, with or without a screen."""
