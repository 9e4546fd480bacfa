"""Training packages made with other tools: what is in them, and what they report. No Django."""
