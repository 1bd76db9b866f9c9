"""Regulars: the assistant that lives in a seller's Telegram and turns buyers into regulars."""

__version__ = "0.1.0"
