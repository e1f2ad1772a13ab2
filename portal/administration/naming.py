"""What the administrator's lines in the journal are called when they have happened; names no item."""

from django.utils.translation import gettext_lazy as _

from confidentiality import naming

naming.acts(
    {
        "add_person": _("利用者を登録しました"),
        "edit_person": _("利用者の登録を直しました"),
        "move_person": _("利用者の所属を変えました"),
        "appoint_person": _("役割を与えました"),
        "dismiss_person": _("役割を終えました"),
        "invite_person": _("招待を送り直しました"),
        "close_person": _("利用を止めました"),
        "reopen_person": _("利用を再開しました"),
        "release_person": _("2段階目の確認を解除しました"),
        "add_organisation": _("組織を登録しました"),
        "edit_organisation": _("組織の登録を直しました"),
        "publish_duty_text": _("文面の新しい版を公表しました"),
        "sign_in": _("サインインしました"),
        "sign_out": _("サインアウトしました"),
        "change_password": _("パスワードを変えました"),
        "add_factor": _("2段階目の確認の方法を登録しました"),
        "drop_factor": _("2段階目の確認の方法を解除しました"),
    }
)
