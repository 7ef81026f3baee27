"""Who gets what answer: signing in and one's own account."""

from tests.permissions.shapes import DESK, SIGN_IN, SIGNED_IN_ONLY, Row, staff

ROWS = {
    "account_login": SIGN_IN,
    "account_logout": SIGN_IN,
    "account_request_login_code": SIGN_IN,
    "account_confirm_login_code": SIGN_IN,
    "account_reset_password": SIGN_IN,
    "account_reset_password_done": Row(get="P", post="X"),
    "account_reset_password_from_key": Row(get="P", post="P", kind="reset"),
    "account_reset_password_from_key_done": Row(get="P", post="X"),
    "account_inactive": Row(get="P", post="X"),
    "account_reauthenticate": SIGNED_IN_ONLY,
    "account_change_password": SIGNED_IN_ONLY,
    "account_set_password": SIGNED_IN_ONLY,
    # Fresh from signing in one is not asked again; here nobody is, so it leads to that page.
    "account_reauthenticate_by_mail": SIGNED_IN_ONLY,
    "mfa_reauthenticate": SIGNED_IN_ONLY,
    "mfa_reauthenticate_webauthn": SIGNED_IN_ONLY,
    "mfa_authenticate": SIGN_IN,
    "mfa_login_webauthn": SIGN_IN,
    "account_outside": Row(get="X", post="M"),
    "account_outside_back": Row(get="M", post="M"),
    "account_outside_end": Row(get=staff("X"), post=staff("Y"), kind="factor"),
    "mfa_index": DESK,
    "mfa_activate_totp": SIGNED_IN_ONLY,
    "mfa_deactivate_totp": Row(get=staff("M"), post=staff("M")),
    "mfa_add_webauthn": SIGNED_IN_ONLY,
    "mfa_remove_webauthn": Row(get=staff("Y"), post=staff("Y"), kind="factor"),
    "mfa_view_recovery_codes": Row(get=staff("Y"), post=staff("X")),
    "mfa_generate_recovery_codes": SIGNED_IN_ONLY,
    "account_end_session": Row(get=staff("X"), post=staff("M"), kind="session"),
    "account_end_other_sessions": Row(get=staff("X"), post=staff("Y")),
    "account_my_data": DESK,
    "account_leave": SIGNED_IN_ONLY,
}
