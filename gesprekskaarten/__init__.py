"""Gesprekskaarten: lead a conversation about the borders between Dutch care laws, card by card."""

__version__ = "0.1.0"
