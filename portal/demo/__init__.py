"""The demonstration world: role-named people and one invented council, made only in demo mode by the portal's own verbs."""
