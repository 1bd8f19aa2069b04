"""What staff fill in about releases: a file each."""
