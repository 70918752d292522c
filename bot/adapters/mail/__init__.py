"""Mail over SMTP or into a folder, and delivery reports out of a folder or mailbox (RFC 3464)."""
