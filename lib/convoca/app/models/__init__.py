"""What each page knows: traits that call services, tested without a browser."""
