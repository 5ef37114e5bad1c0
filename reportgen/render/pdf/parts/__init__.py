"""Parts: the components that layouts compose pages from, each a box."""
