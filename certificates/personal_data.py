"""Personal data of certificates; see lms.backbone.privacy."""

from lms.backbone.privacy import UNTIL_ERASED, WITH_DECISION, Kept

_SIGNS = Kept("naming who signs an association's certificates", "while anything issued names it")

PERSONAL = {
    "Certificate.person": Kept("whom the certificate testifies to", WITH_DECISION),
    "Certificate.name_as_issued": Kept("printing it again to the same content", UNTIL_ERASED),
    "Certificate.payload": Kept(
        "what was certified, without a name; a transcript's goes with its person", WITH_DECISION
    ),
    "Signatory.name": _SIGNS,
    "Signatory.signature": _SIGNS,
    "PublishedDesign.document": _SIGNS,
}

NOT_PERSONAL = {
    "Certificate": "state due_at attempts lease_until last_error finished_at created_at number kind "
    "subject issue_no association name_shown payload_sha256 language valid_from_on valid_through_on "
    "issued_at pdf_sha256 design superseded_by revoked_at revoked_reason turn status_list "
    "status_index told_alone",
    "StatusList": "association public_id full",
    "StatusDocument": "status_list purpose text says signed_at",
    # A digest of a file tells nothing about whom it names.
    "DrawnFile": "certificate sha256 drawn_at",
    "Design": "association kind paper orientation style accent_color text_color logo logo_alt_en "
    "logo_alt_es heading_en heading_es before_en before_es after_en after_es statement_en "
    "statement_es foot_en foot_es latest_revision live has_unpublished_changes first_published_at "
    "last_published_at live_revision go_live_at expire_at expired",
    "PublishedDesign": "state due_at attempts lease_until last_error finished_at created_at design "
    "association kind sha256 published_at withdrawn_at",
    "Signatory": "design role_en role_es sort_order",
}
