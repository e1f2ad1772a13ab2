"""Pages about people: first sign-in by letter, administration; refuses to know councils or what anybody may see."""
