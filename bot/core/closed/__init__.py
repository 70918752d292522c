"""The closed part: developments, documents, and the officials of a handover, for who is signed in; and what was done there."""
