"""Facts that other apps may react to, in the past tense.

Sent inside the business transaction with `send()`: a receiver inserts an owed row in that same
transaction or the whole move is undone.
"""

from django.dispatch import Signal

#: A training landed in the ledger. Arguments: entry (LedgerEntry), at (datetime).
training_recorded = Signal()

#: An achievement without hours of its own (a learning path, attendance) landed in the ledger.
#: Arguments: entry (LedgerEntry), at (datetime).
achievement_recorded = Signal()

#: An endorsement was granted. Arguments: endorsement (Endorsement), at (datetime).
endorsement_granted = Signal()

#: An endorsement was renewed. Arguments: endorsement, cycle (the new one), at.
endorsement_renewed = Signal()

#: An endorsement lapsed. Arguments: endorsement, cycle, at.
endorsement_lapsed = Signal()

#: A role began or ended. Arguments: membership (Membership).
membership_changed = Signal()

#: An association got, changed or gave up its own host name. Arguments: association (Association).
association_host_changed = Signal()

#: A person was erased: only `ref` is left. Arguments: person (Person), at (datetime).
person_erased = Signal()
