"""Chat channels: Telegram."""
