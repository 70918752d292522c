"""From a text's vector to topics, and from topics to what the message is."""
