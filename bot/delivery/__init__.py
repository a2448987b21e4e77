"""What is done behind the scenes: deliveries and jobs, on the same PostgreSQL."""
