"""Who does what, in words. accounts/access.py and each room's access.py hold to this page.

Nobody is a member by themselves: a coordinator of the network, or an administrator, invites
people. A role counts in one network, from the day on which the person accepts it until the day it
ends; after that day the person sees what any visitor sees. Everybody may leave by themselves; the
last coordinator names a successor. A person may have several roles, in several networks.
Whatever the role: everybody may propose a change to what they see, keep it among their favourites,
write notes about it that nobody else can read, and take it along in a file.
"""

from vlaggenlijn.accounts.models import Role

IN_PROSE: dict[str, str] = {
    Role.COORDINATOR: (
        "Runs the network. Changes every organisation and service that is at home in the network,"
        " invites people, ends their roles and says who takes over, sets the network's name,"
        " colours, logo, contact and municipalities, writes the network's notes about services of"
        " others; changes the agenda and sees who registered; prepares dialogue tables, but reads"
        " no quotes. Decides what stands at the table: partners, groups, minutes, tasks, money."
        " Prepares campaigns, and approves what partners propose for them."
        " Sees, but does not change, what is at home in another network and reaches here."
    ),
    Role.PARTNER: (
        "Works for one or more organisations. Changes and confirms those organisations and their"
        " services, no others, and what these organise on the agenda, with who registered for it."
        " Sees everything the network sees; adds needs and votes on them, says that the tasks of"
        " those organisations are done; proposes activities for a campaign."
    ),
    Role.PROFESSIONAL: (
        "Refers families. Sees everything the network sees, also lines for professionals and the"
        " network's notes; writes those notes, adds needs and votes on them, changes nothing else."
    ),
    Role.FACILITATOR: (
        "Starts series of dialogue tables and leads those they are named for: reads their quotes"
        " and names, which nobody else does, not even a coordinator who is not named. In the"
        " directory they read only; they add needs and vote on them."
    ),
    Role.READER: "Sees what the network sees and changes nothing.",
}

ADMINISTRATOR = (
    "Looks after the platform: makes networks and gives them a host name, checks helplines, may do"
    " in every network what its coordinator may. Not a role in a network but a mark on the person."
)
