"""The commands, one file each. They parse, call and print; what is said is made elsewhere."""
