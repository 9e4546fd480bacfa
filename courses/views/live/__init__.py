"""Live sessions: for everybody, for whoever has a seat, and for those who plan them."""
