"""People, local networks, memberships and roles, and the record of every change.

Words: a LocalNetwork covers municipalities; a Membership gives one person one role in one network;
a ChangeSet says who changed what, before and after, and why. This room must not know what the
networks keep: no organisation, no service, no question of a parent.
"""
