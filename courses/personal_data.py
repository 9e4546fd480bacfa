"""Personal data of learning; see lms.backbone.privacy. Uploaders are staff of the CMS."""

from lms.backbone.privacy import UNTIL_ERASED, WITH_ACCOUNT, Kept

# Files of questions that were uploaded and not confirmed.
A_DAY = "one day, or until it is confirmed"

SWEPT = "an hour or two: swept when its ten minutes are over"

_UPLOADER = Kept("whom to ask about a file of the CMS", WITH_ACCOUNT)

PERSONAL = {
    "CreditedImage.uploaded_by_user": _UPLOADER,
    "CreditedDocument.uploaded_by_user": _UPLOADER,
    "Recording.uploaded_by_user": _UPLOADER,
    "ModulePage.reviewed_by": Kept("who answers for the module's content", WITH_ACCOUNT),
    "Presenter.name": Kept("naming who teaches a module", "until an editor deletes the presenter"),
    "Presenter.credentials": Kept(
        "naming who teaches a module", "until an editor deletes the presenter"
    ),
    "Presenter.bio": Kept(
        "introducing who teaches a module", "until an editor deletes the presenter"
    ),
    "Presenter.photo": Kept(
        "introducing who teaches a module", "until an editor deletes the presenter"
    ),
    "Enrollment.person": Kept("whose progress this is", UNTIL_ERASED),
    "Cohort.created_by": Kept("who made the cohort", WITH_ACCOUNT),
    "Facilitator.person": Kept("who sees the cohort's progress", UNTIL_ERASED),
    "Facilitator.given_by": Kept("who let them see it", WITH_ACCOUNT),
    "CohortMember.person": Kept("who agreed to be seen by the facilitators", UNTIL_ERASED),
    "CohortInvitation.email": Kept("sending the invitation, and not twice", UNTIL_ERASED),
    "CohortInvitation.invited_by": Kept("who invited them", WITH_ACCOUNT),
    "CohortMessage.by": Kept("who wrote to the cohort", UNTIL_ERASED),
    "CohortMessage.subject": Kept("what a facilitator wrote to a cohort", UNTIL_ERASED),
    "CohortMessage.text": Kept("what a facilitator wrote to a cohort", UNTIL_ERASED),
    "CohortMessageCopy.person": Kept("to whom it was written", UNTIL_ERASED),
    "PathEnrollment.person": Kept("whose learning paths these are", UNTIL_ERASED),
    "Arrival.person": Kept("taking each act once, however often a browser sends it", UNTIL_ERASED),
    "SeatClock.person": Kept("counting each minute once", UNTIL_ERASED),
    "SeatClock.seen_at": Kept("counting time without a script", UNTIL_ERASED),
    "Accommodation.person": Kept("whose times are adjusted", UNTIL_ERASED),
    "Accommodation.minimum_minutes": Kept("the minimum time that holds for them", UNTIL_ERASED),
    "Accommodation.extra_percent": Kept("how much longer a post-test may take", UNTIL_ERASED),
    "Accommodation.reason": Kept("what it rests on, if the coordinator says it", UNTIL_ERASED),
    "Accommodation.given_by": Kept("whom to ask about it", UNTIL_ERASED),
    "Attempt.answers": Kept("scoring the post-test", UNTIL_ERASED),
    "EvaluationResponse.answers": Kept(
        "improving the module, in totals of five or more", UNTIL_ERASED
    ),
    "BlockState.answer": Kept("resuming where one left", UNTIL_ERASED),
    "SharedBank.locked_by": Kept("who keeps a question bank from being changed", WITH_ACCOUNT),
    "StagedQuestions.user": Kept("for whom a file of questions waits to be confirmed", A_DAY),
    "LiveRegistration.person": Kept("who has a seat or waits for one", UNTIL_ERASED),
    "LiveRegistration.credited": Kept("which hours attendance came to", UNTIL_ERASED),
    "LiveAttendance.minutes": Kept("hours for the time somebody was there", UNTIL_ERASED),
    "Reflection.text": Kept("the writer's own words, for nobody else", UNTIL_ERASED),
    "PackagePlay.report": Kept("going on in a package where one left", UNTIL_ERASED),
    "ToolAccount.person": Kept("who is meant by an external tool's pseudonym", UNTIL_ERASED),
    "ToolAccount.subject": Kept("being known to one external tool, and no other", UNTIL_ERASED),
    "ToolUse.score": Kept("the best result that an external tool reported", UNTIL_ERASED),
    "ToolLaunch.digest": Kept("opening an external tool once", SWEPT),
    "PackageStatement.content": Kept("what a package said of progress", UNTIL_ERASED),
    "PackageDocument.content": Kept("going on in a package where one left", UNTIL_ERASED),
    "Note.text": Kept("the writer's own words, for nobody else", UNTIL_ERASED),
}

NOT_PERSONAL = {
    "HomePage": "headline lead body",
    "CatalogEntry": "page language areas topics form indexed_at words texts resources",
    "CatalogPage": "intro",
    "AssociationIndexPage": "",
    "AssociationPage": "intro",
    "ResourceIndexPage": "intro",
    "ModulePage": "code version number association shared summary audience objectives hours delivery "
    "age_band framework covers split topics prerequisites references presenters approvals "
    "pass_mark draw attempts "
    "wait_minutes time_limit minimum_minutes evaluation evaluation_required content_note "
    "content_way_out review_status reviewed_on",
    "Cohort": "join_code public_id association name path optional_needed from_on through_on created_at "
    "ended_at",
    "CohortModule": "cohort code position required due_on",
    "Facilitator": "cohort given_at ended_at",
    "CohortMember": "cohort joined_at left_at reminders",
    "CohortMessage": "public_id cohort audience sending sent_at",
    "CohortMessageCopy": "message",
    "CohortInvitation": "token_sha256 token_expires_at sent_at sent_before_at cohort public_id accepted_at",
    "PathPage": "code version association shared summary audience modules optional_needed enforced "
    "certified",
    "PathEnrollment": "code version joined_at completed_at entry",
    "ModuleSnapshot": "code version association titles lesson_keys content kept_at withdrawn_at "
    "withdrawn_because",
    "LessonPage": "lesson_key minutes body objectives",
    "QuestionBankPage": "questions",
    "StagedQuestions": "public_id bank shared_bank name format categories entries created_at expires_at "
    "confirmed_at added",
    "SharedBank": "code association title questions translation_key locale latest_revision live "
    "has_unpublished_changes first_published_at last_published_at live_revision go_live_at expire_at "
    "expired locked locked_at",
    "Presenter": "translation_key locale association",
    "Approval": "association name rules_of provider_number statement_en statement_es from_on through_on",
    "ResourceCard": "translation_key locale code name kind what for_whom url checked_on "
    "topics audiences languages",
    "GlossaryTerm": "translation_key locale key association name synonyms definition source",
    "Package": "association public_id title standard units course size digest uploaded_at",
    "PackagePlay": "public_id enrollment lesson_key block_key package unit_key turn score seconds "
    "seconds_before opened_at reported_at done_at",
    "ExternalTool": "association name told launch_url login_url redirect_urls keys_url public_key "
    "gives_name gives_email shared active client_id deployment_id",
    "ToolLink": "public_id tool code version lesson_key block_key title",
    "ToolAccount": "tool name_agreed_at email_agreed_at",
    "ToolUse": "enrollment link opened_at reported_at activity grading seconds seconds_left done_at",
    "ToolLaunch": "use origin framed language place back expires_at used_at",
    "ToolNumber": "tool digest expires_at",
    "PackageRegistration": "key enrollment lesson_key block_key package made_at",
    "PackageSession": "key registration play unit_key mode language opened_at seen_at fetched_at ended_at "
    "abandoned",
    "PackageStatement": "registration session key verb about by_platform said_at stored_at",
    "PackageDocument": "registration kind unit_key name content_type saved_at",
    "Source": "key title publisher address year read_on claims",
    "LinkCheck": "address state reason status leads_to failures due_at checked_at worked_at told",
    "LoadedItem": "key digest stamp loaded_at",
    "CreditedImage": "collection title file description width height created_at focal_point_x "
    "focal_point_y focal_point_width focal_point_height file_size file_hash credit license source "
    "tags",
    "CreditedDocument": "collection title file created_at file_size file_hash credit license source "
    "tags",
    "Recording": "collection title file type duration width height thumbnail created_at credit "
    "license source transcript tags",
    "Rendition": "filter_spec file width height focal_point_key image",
    "Track": "recording kind language label file",
    "Enrollment": "code version started_at last_lesson completed_at switched_at entry",
    "LiveSession": "public_id association code version titles language where access seats taken "
    "waiting_list opens_at closes_at credit minimum_percent late_minutes certifies_attendance "
    "code_hours starts_at ends_at sequence state canceled_at canceled_because changed_at",
    "LiveMeeting": "session number starts_at ends_at reminded code code_shown_at roster_at",
    "LiveRegistration": "public_id session state queued_at seated_at walk_in settled_at",
    "LiveAttendance": "registration meeting source recorded_at",
    "LessonProgress": "enrollment lesson_key opened_at completed_at seat_seconds",
    "Arrival": "key arrived_at",
    "SeatClock": "counted_through reading minutes measured",
    "LessonVisit": "progress key seconds",
    "Accommodation": "public_id association code through_on given_at",
    "BlockState": "enrollment lesson_key block_key saved_at",
    "Attempt": "enrollment number pass_mark questions answered_at started_at handed_in_at score passed "
    "time_limit deadline timed_out",
    "EvaluationResponse": "enrollment asked handed_in_at",
    "ErasedEvaluation": "code version asked answered handed_in_at place",
    "Reflection": "enrollment lesson_key block_key saved_at",
    "Bookmark": "enrollment lesson_key block_key title excerpt saved_at",
    "Note": "enrollment lesson_key block_key excerpt revision saved_at",
}
