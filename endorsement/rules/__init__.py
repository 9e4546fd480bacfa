"""What counts and when a criterion is met: pure functions of frozen facts and a date."""
