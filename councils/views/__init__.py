"""The pages of the councils app, one module per noun; thin: door, form or list, verb, template."""
