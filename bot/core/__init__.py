"""Pure domain code: no framework, no database, no network; everything outside comes in through `ports`."""
