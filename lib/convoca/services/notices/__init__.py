"""Telling the parties: what they must know, drafted, approved by a person, served, and proved."""
