"""What is done behind the scenes: jobs, on the same PostgreSQL."""
