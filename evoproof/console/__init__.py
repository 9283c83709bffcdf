"""What people see: rich for colour and width, click for the commands; nothing is decided here."""
