import django.db.models.deletion
import django.utils.timezone
import pobratym.core.fields
import pobratym.core.wordings
import pobratym.directory.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0002_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "last_day",
                    models.DateField(blank=True, null=True, verbose_name="last day of the role"),
                ),
                ("drafts", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_over",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="directory.municipality",
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over",
                "verbose_name_plural": "hand-overs",
                "indexes": [models.Index(fields=["to_person", "-id"], name="directory_taken_over")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_person", models.F("to_person")), _negated=True),
                        name="directory_hand_over_to_another",
                        violation_error_message="Choose another person: nobody succeeds themselves.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandedDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("what", models.CharField(blank=True, max_length=300)),
                (
                    "for_whom",
                    pobratym.core.fields.ShortWordingField(
                        blank=True, default=pobratym.core.wordings.Wordings
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("page", models.CharField(blank=True, max_length=300)),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="directory.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty",
                "verbose_name_plural": "duties",
                "indexes": [
                    models.Index(fields=["hand_over", "due_on"], name="directory_handed_duties")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            (
                                pobratym.directory.states.Role["OFFICER"],
                                "officer for international cooperation",
                            ),
                            (pobratym.directory.states.Role["COORDINATOR"], "coordinator"),
                            (pobratym.directory.states.Role["MAYOR"], "mayor"),
                            (pobratym.directory.states.Role["COUNCIL_OFFICE"], "council office"),
                            (pobratym.directory.states.Role["FINANCE"], "finance"),
                            (
                                pobratym.directory.states.Role["INTERPRETER"],
                                "interpreter or translator",
                            ),
                            (pobratym.directory.states.Role["AUDITOR"], "auditor"),
                            (pobratym.directory.states.Role["HEAD"], "head of an institution"),
                            (pobratym.directory.states.Role["TEACHER"], "teacher or carer"),
                        ],
                        max_length=14,
                        verbose_name="role",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("pl", "polski"), ("uk", "українська"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of the letter",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                pobratym.directory.states.InvitationState["WAITING"],
                                "waits for the administrator",
                            ),
                            (pobratym.directory.states.InvitationState["OPEN"], "sent"),
                            (pobratym.directory.states.InvitationState["ACCEPTED"], "accepted"),
                            (pobratym.directory.states.InvitationState["WITHDRAWN"], "withdrawn"),
                            (pobratym.directory.states.InvitationState["DECLINED"], "declined"),
                        ],
                        default=pobratym.directory.states.InvitationState["OPEN"],
                        max_length=9,
                    ),
                ),
                (
                    "token_digest",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accepted_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "for_city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.municipality",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="directory.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="directory.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "indexes": [
                    models.Index(fields=["municipality", "-id"], name="directory_invitations"),
                    models.Index(fields=["state", "-id"], name="directory_invitation_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("institution__isnull", True),
                            (
                                "state__in",
                                [
                                    pobratym.directory.states.InvitationState["OPEN"],
                                    pobratym.directory.states.InvitationState["WAITING"],
                                ],
                            ),
                        ),
                        fields=("email", "municipality", "role"),
                        name="directory_invitation_once",
                        violation_error_message="This person has an open invitation to this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("institution__isnull", False),
                            (
                                "state__in",
                                [
                                    pobratym.directory.states.InvitationState["OPEN"],
                                    pobratym.directory.states.InvitationState["WAITING"],
                                ],
                            ),
                        ),
                        fields=("email", "institution", "role"),
                        name="directory_invitation_once_there",
                        violation_error_message="This person has an open invitation to this already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("institution__isnull", False),
                                (
                                    "role__in",
                                    [
                                        pobratym.directory.states.Role["HEAD"],
                                        pobratym.directory.states.Role["TEACHER"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "role__in",
                                        [
                                            pobratym.directory.states.Role["HEAD"],
                                            pobratym.directory.states.Role["TEACHER"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("institution__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="directory_invitation_place",
                        violation_error_message="Heads and teachers work in an institution, all others in the city hall.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expires_at__isnull", False),
                                ("state", pobratym.directory.states.InvitationState["OPEN"]),
                                ("token_digest__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", pobratym.directory.states.InvitationState["OPEN"]),
                                    _negated=True,
                                ),
                                ("token_digest__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="directory_invitation_open_has_token",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_by__isnull", False),
                                ("state", pobratym.directory.states.InvitationState["ACCEPTED"]),
                                ("used_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state",
                                        pobratym.directory.states.InvitationState["ACCEPTED"],
                                    ),
                                    _negated=True,
                                ),
                                ("accepted_by__isnull", True),
                                ("used_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="directory_invitation_used_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="employment",
            name="directory_employment_once",
        ),
        migrations.RemoveConstraint(
            model_name="employment",
            name="directory_employment_once_there",
        ),
        migrations.AddField(
            model_name="employment",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="employment",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="employment",
            name="updated_at",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name="employment",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="employment",
            index=models.Index(fields=["municipality", "-id"], name="directory_people"),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("institution__isnull", True)),
                fields=("user", "municipality", "role", "since"),
                name="directory_employment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("institution__isnull", False)),
                fields=("user", "institution", "role", "since"),
                name="directory_employment_once_there",
            ),
        ),
    ]
