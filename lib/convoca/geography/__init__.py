"""Where the sun stands: daylight at the places of a visit."""
