"""The desks: what staff see first, a network's own pages, the demo.

The top floor: it may look into every room and no room looks into it.
"""
