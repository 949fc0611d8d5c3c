"""Frozen types that everything else is built from. Standard library only."""
