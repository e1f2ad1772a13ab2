"""Puts the apps together into one site; refuses to be imported by any of them."""
