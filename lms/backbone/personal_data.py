"""Personal data of the backbone; see lms.backbone.privacy."""

from lms.backbone.privacy import ONE_YEAR, UNTIL_FETCHED, UNTIL_SENT, Kept

PERSONAL = {
    "Mail.to_address": Kept("sending the message", ONE_YEAR),
    "Mail.context": Kept("what the message says", UNTIL_SENT),
    "Job.key": Kept("asking twice for the same is one job", UNTIL_FETCHED),
    "Job.owner_id": Kept("only who asked may have the result", UNTIL_FETCHED),
    "Job.params": Kept("what the job is about, by identifiers", UNTIL_FETCHED),
    "Job.checkpoint": Kept("going on after an interruption", UNTIL_FETCHED),
    "JobPart.piece": Kept("what a part of it is about, by identifiers", UNTIL_FETCHED),
    "JobPart.found": Kept("what came of a part, in numbers and codes", UNTIL_FETCHED),
    "Job.result": Kept("what came of it, in numbers and codes", UNTIL_FETCHED),
    "Job.result_file": Kept("the file that was asked for", UNTIL_FETCHED),
    "Job.result_name": Kept("what the file is called when it is saved", UNTIL_FETCHED),
}

NOT_PERSONAL = {
    "Mail": "state due_at attempts lease_until last_error finished_at created_at public_id key "
    "template language until reason",
    "Job": "state due_at attempts lease_until last_error finished_at created_at public_id kind language "
    "turn done total result_type result_size expires_at canceled_at",
    "JobPart": "state due_at attempts lease_until last_error finished_at created_at job number turn "
    "size",
    "Heartbeat": "name beat_at",
}
