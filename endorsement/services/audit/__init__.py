"""A sample of attested renewals is drawn, its evidence shown and looked at.

The endorsement stays renewed meanwhile. No rule takes it away: an auditor sends an audit back with a
day, and once that day is over a coordinator says whether it was passed.
"""

from endorsement.services.audit.deciding import fail, finish, send_back
from endorsement.services.audit.drawing import draw
from endorsement.services.audit.looking import ask, judge, show

__all__ = ["ask", "draw", "fail", "finish", "judge", "send_back", "show"]
