"""What the Rules of Procedure say, article by article: facts in, findings out. May import domain."""
