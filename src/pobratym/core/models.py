"""The few rows of the kernel itself."""

from django.db import models


class OneTimeToken(models.Model):
    """A form that has been sent: its token, and where its deed led.

    Written in the transaction of the deed, so that it stands exactly when the deed does.
    """

    token = models.CharField(max_length=43, unique=True)
    user_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
    result_url = models.CharField(max_length=2000, default="")

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="core_onetimetoken_made_at")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_at:%Y-%m-%d}"
