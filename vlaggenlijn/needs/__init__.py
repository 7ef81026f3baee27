"""What families in a network lack, in one sentence each, and how much it weighs for the network.

Words: a Need is a sentence with its topic, function, target group, age and area, and the source it
rests on; a Vote is what one member of the network finds it to weigh. The board sets each need
beside who in the directory already does something about it. This room knows offers, but nothing
of who writes needs from above: coverage, dialogue tables and plans.
"""
