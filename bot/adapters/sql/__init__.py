"""What is kept in a database, one folder a subject. Rows stay in this package, which takes and gives core objects; what all of it needs stands here."""
