"""What was published: digests, frozen folders and their register."""
