"""Who is told of what, in neutral words; recipients and content are decided when the letter is sent."""
