"""What the catalogue means, without a database: kinds, the tree, the words that name a thing, circles."""
