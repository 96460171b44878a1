"""What Bursar writes for others to read, one format a file."""
