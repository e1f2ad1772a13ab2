"""How forms look everywhere: one field template, words from the server; refuses per-form markup."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Label, help, control, error, in that order."""

    field_template_name = "forms/field.html"
