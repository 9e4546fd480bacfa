"""One process that starts broker, web, worker and scheduler, watches them and stops them in order.

Standard library only, and nothing of the `lms` package around it: `make run` starts it inside
`lms/` as `python -m supervisor`, so that it stays small and starts at once.
"""
