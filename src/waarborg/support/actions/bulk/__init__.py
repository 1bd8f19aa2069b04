"""What follows an act on several tickets."""
