"""Personal data of the backbone; see lms.backbone.privacy."""

from lms.backbone.privacy import ONE_YEAR, UNTIL_SENT, Kept

PERSONAL = {
    "Mail.to_address": Kept("sending the message", ONE_YEAR),
    "Mail.context": Kept("what the message says", UNTIL_SENT),
}

NOT_PERSONAL = {
    "Mail": "state due_at attempts lease_until last_error finished_at created_at public_id key "
    "template language",
    "Heartbeat": "name beat_at",
}
