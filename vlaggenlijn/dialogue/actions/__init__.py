from vlaggenlijn.dialogue.actions.camp_sessions import forget_old_camps
from vlaggenlijn.dialogue.actions.inviting import forget_old_names

__all__ = ["forget_old_camps", "forget_old_names"]
