"""The verbs of certificates: owe, issue, retry, revoke, reissue, repair."""
