"""The steps by which a store of an older program becomes one of this program."""
