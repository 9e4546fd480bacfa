"""What counts, when a requirement is met, which move is legal: pure Python, no Django.

Facts in, verdicts out. Start with `facts` (what is known about a person), then `criteria` (what a
category asks for) and `evaluate` (the verdict as of a day).
"""
