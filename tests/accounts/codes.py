"""Codes as an authenticator app shows them."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def hotp(secret, ahead=0):
    """Give the code of this half minute, or of one further on."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
