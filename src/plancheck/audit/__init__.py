"""The yearly audit: a bundle that names every byte it rests on, its replay, and what changed between two of them."""
