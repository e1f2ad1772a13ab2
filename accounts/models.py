"""Who people are, for whom they act and since when; refuses to say what they may see."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A ministry, university, company or other body for which people act."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("府省庁")
        CABINET = "cabinet", _("内閣官房・内閣府")
        FUNDING_AGENCY = "funding_agency", _("研究推進法人")
        NATIONAL_INSTITUTE = "national_institute", _("国立研究開発法人")
        UNIVERSITY = "university", _("大学")
        COMPANY = "company", _("企業")
        STARTUP = "startup", _("スタートアップ")
        THINK_TANK = "think_tank", _("シンクタンク")
        ASSOCIATION = "association", _("団体")
        MUNICIPALITY = "municipality", _("地方公共団体")
        FOREIGN = "foreign", _("国外の機関")
        OTHER = "other", _("その他")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("名称"), max_length=200, unique=True)
    kana = models.CharField(_("読み"), max_length=200, blank=True)
    short_name = models.CharField(_("略称"), max_length=60, blank=True)
    english_name = models.CharField(_("英語の名称"), max_length=200, blank=True)
    kind = models.CharField(_("種別"), max_length=30, choices=Kind)
    is_active = models.BooleanField(_("使用中"), default=True)

    class Meta:
        ordering = ["kana", "name"]
        verbose_name = _("組織")

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another spelling under which papers name an organisation (キャノン for キヤノン)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("別表記"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("組織の別表記")

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "Person":
        """Make a person who can sign in; without a password only an invitation lets them in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str) -> "Person":
        return self.get(email=email.lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who can be invited, sign in and be named; ``is_superuser`` opens nothing here."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("自動")
        LIGHT = "light", _("明るい")
        DARK = "dark", _("暗い")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("メールアドレス"), unique=True)
    family_name = models.CharField(_("姓"), max_length=60)
    given_name = models.CharField(_("名"), max_length=60, blank=True)
    family_kana = models.CharField(_("姓の読み"), max_length=60, blank=True)
    given_kana = models.CharField(_("名の読み"), max_length=60, blank=True)
    english_name = models.CharField(_("英語表記"), max_length=120, blank=True)
    language = models.CharField(_("表示言語"), max_length=5, default="ja")
    theme = models.CharField(_("画面の色"), max_length=5, choices=Theme, default=Theme.AUTO)
    uses_keys = models.BooleanField(_("1文字のショートカットを使う"), default=False)
    is_active = models.BooleanField(_("有効"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["family_name"]

    class Meta:
        ordering = ["family_kana", "given_kana", "family_name"]
        verbose_name = _("利用者")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Family and given name with one full-width gap, byte for byte as registered."""
        return f"{self.family_name}　{self.given_name}".strip("　")

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.family_name

    def affiliation_on(self, day) -> "Affiliation | None":
        """The main affiliation valid on ``day`` (a date), or None."""
        found = self.affiliations.select_related("organisation").filter(Affiliation.valid_on(day))
        return found.order_by("-is_main", "-valid_from").first()


class Dated(models.Model):
    """A relation that holds from one instant until, at most, another; ends are exclusive."""

    valid_from = models.DateTimeField(_("開始"), db_default=Now())
    valid_until = models.DateTimeField(_("終了"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]

    @staticmethod
    def valid_on(instant) -> Q:
        return Q(valid_from__lte=instant) & (Q(valid_until__isnull=True) | Q(valid_until__gt=instant))


class Affiliation(Dated):
    """A person's place in an organisation, with the title printed in papers of that time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    department = models.CharField(_("部署"), max_length=120, blank=True)
    title = models.CharField(_("役職"), max_length=120, blank=True)
    is_main = models.BooleanField(_("主たる所属"), default=True)

    class Meta(Dated.Meta):
        verbose_name = _("所属")

    @property
    def printed(self) -> str:
        """Affiliation and title in one line as papers print it."""
        return " ".join(p for p in (f"{self.organisation.name}{self.department}", self.title) if p)


class Office(Dated):
    """A function held at the portal itself; it allows acts, never the reading of content."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = "administrator", _("システム管理者")
        PROGRAMME_STAFF = "programme_staff", _("府省庁の事業担当")
        RECORDS_OFFICER = "records_officer", _("文書管理担当")
        SECURITY_OFFICER = "security_officer", _("情報管理責任者")
        AUDITOR = "auditor", _("監査")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="offices")
    kind = models.CharField(_("役割"), max_length=30, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="offices"
    )

    class Meta(Dated.Meta):
        verbose_name = _("役割")


class Invitation(models.Model):
    """A letter by which a person first signs in; only a hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("招待")
