"""Papers typed before Unicode: which letters their codes stand for, recognised from the text."""
