"""Finding, erasing and letting go of personal data in the database."""
