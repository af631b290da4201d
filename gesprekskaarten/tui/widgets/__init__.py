"""Parts that screens are made of; none of them knows a conversation."""
