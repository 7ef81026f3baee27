from vlaggenlijn.accounts.models import Role
from vlaggenlijn.accounts.roles import ADMINISTRATOR, IN_PROSE


def test_every_role_has_its_sentence() -> None:
    assert sorted(IN_PROSE) == sorted(Role.values)
    assert all(text.endswith(".") for text in [*IN_PROSE.values(), ADMINISTRATOR])
