from vlaggenlijn.dialogue.actions.inviting import forget_old_names

__all__ = ["forget_old_names"]
