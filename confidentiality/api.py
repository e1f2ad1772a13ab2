"""REST framework's default for us: nothing is allowed until a view says so."""

from typing import Any

from rest_framework.permissions import BasePermission


class DenyAll(BasePermission):
    """Refuses everything; a viewset replaces it by its own doors."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return False
