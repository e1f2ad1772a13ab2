"""What people type on the programme's pages, one module per noun."""
