"""External tools by LTI 1.3: what is said to a tool and what it says, without requests and rows."""
