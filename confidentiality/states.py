"""The column of a life cycle's state; what leads from one state to another are the verbs, not this."""

from typing import Any

from django_fsm import FSMField


class StateField(FSMField):
    """A state that only verbs move. To a migration it is plain text: no migration performs a verb.

    Were it more, each model of each historic state would listen to the making of every other one, and building a
    database would take minutes.
    """

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs
