"""What goes to other systems: the directory as HSDS and as open data, pages of what changed, and where they are told that something did."""
