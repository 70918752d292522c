"""What is behind the sign-in beside the directory: cases about agreements, and the closed part. Pages in Dutch, without script."""
