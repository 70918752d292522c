"""What goes to other systems: pages of what changed, and where they are told that something did."""
