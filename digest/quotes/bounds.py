"""How far one statement may reach: in time, in what its words must tell, in how many are compared."""

WEEK = 7
"""Days between two reports, at most, for few words in common to be one statement."""
FEW = 3
"""Days between two reports of one event."""
SEASON = 60
"""Days after which the same few words are as likely a stock phrase as the same statement."""
UNMISTAKABLE = 14.0
"""What words must tell to be one statement however many days lie between."""
LOOSE_SIZE = 40
"""Wordings in the largest group that loose links may build."""
SHINGLE_TOLD = 3.0
"""What three words must tell to be looked up: `we have to` leads nowhere."""
CROWD = 12
"""Texts that share a shingle are compared each with each up to this number; in a crowd each with the next `BESIDE`."""
BESIDE = 4
NEARLY = 0.5
"""The share of the shorter quotation from which a pair in related reports is worth showing to people."""
LETTERS = 6000
"""Letters compared of one quotation; what is longer is no quotation."""
