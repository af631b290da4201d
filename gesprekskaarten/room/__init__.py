"""What the room sees: `room_view` takes it from the session, `pages` lays it out for a box of cells. Pure."""
