"""Vlaggenlijn: local networks of parenting support, and the parents they are there for."""
