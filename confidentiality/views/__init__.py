"""Pages of agreements, of access explained, and of one's own record."""
