"""How a post-test is drawn, marked and repeated. Pure Python."""
