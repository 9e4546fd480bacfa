"""Personal data of certificates; see lms.backbone.privacy."""

from lms.backbone.privacy import UNTIL_ERASED, WITH_DECISION, Kept

PERSONAL = {
    "Certificate.person": Kept("whom the certificate testifies to", WITH_DECISION),
    "Certificate.name_as_issued": Kept("printing it again to the same content", UNTIL_ERASED),
    "Certificate.payload": Kept(
        "what was certified, without a name; a transcript's goes with its person", WITH_DECISION
    ),
}

NOT_PERSONAL = {
    "Certificate": "state due_at attempts lease_until last_error finished_at created_at number kind "
    "subject issue_no association name_shown payload_sha256 language valid_from_on valid_through_on "
    "issued_at pdf_sha256 superseded_by revoked_at revoked_reason turn status_list status_index",
    "StatusList": "association public_id full",
    "StatusDocument": "status_list purpose text says signed_at",
    # A digest of a file tells nothing about whom it names.
    "DrawnFile": "certificate sha256 drawn_at",
}
