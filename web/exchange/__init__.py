"""What other systems take: the directory as HSDS, and as open data."""
