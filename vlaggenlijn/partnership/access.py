"""Who may do what at the table of a network; the prose is in accounts/roles.py.

Every member of the network sees partners, groups, meetings, tasks, undertakings and the table of
needs. Who takes part (everybody but readers) sees the money. Who runs the network changes. A
partner says that its own tasks are done, and so does the person whose task it is.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator
from vlaggenlijn.needs.access import takes_part
from vlaggenlijn.partnership.models import Partner, Task

CHANGE, SEE_MONEY = "partnership.change_partnership", "partnership.see_money"
DO_TASK = "partnership.do_task"


@rules.predicate
def runs_its_network(user: Any, task: Task) -> bool:
    return bool(is_coordinator(user, task.network))


@rules.predicate
def owns_task(user: Any, task: Task) -> bool:
    if task.person_id is not None:
        return bool(task.person_id == user.pk)
    mine = Partner.objects.current().tended_by(user)
    return task.partner_id is not None and mine.filter(pk=task.partner_id).exists()


rules.add_perm(CHANGE, is_administrator | is_coordinator)
rules.add_perm(SEE_MONEY, is_administrator | takes_part)
rules.add_perm(DO_TASK, is_administrator | runs_its_network | owns_task)
