"""The screens: Textual on the outside, Dutch on the screen."""
