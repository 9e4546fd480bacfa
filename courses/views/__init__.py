"""Pages and forms of courses."""
