"""CSV and XLSX files as tables, from anybody: small enough, without macros, links and bombs; and tables as such files."""
