"""The names that cmi5 gives to things (sections 9.3, 9.5.5 and 9.6)."""

from enum import StrEnum

XAPI_VERSION = "1.0.3"
LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"

_ADLNET = "http://adlnet.gov/expapi/verbs/"
_ADL = "https://w3id.org/xapi/adl/verbs/"
VOIDED = f"{_ADLNET}voided"


class Verb(StrEnum):
    LAUNCHED = f"{_ADLNET}launched"
    INITIALIZED = f"{_ADLNET}initialized"
    COMPLETED = f"{_ADLNET}completed"
    PASSED = f"{_ADLNET}passed"
    FAILED = f"{_ADLNET}failed"
    TERMINATED = f"{_ADLNET}terminated"
    ABANDONED = f"{_ADL}abandoned"
    WAIVED = f"{_ADL}waived"
    SATISFIED = f"{_ADL}satisfied"

    @property
    def word(self) -> str:
        return self.value.rpartition("/")[2]


#: Those that a part says of itself; the others are the platform's to say.
OF_PARTS = frozenset({Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED, Verb.TERMINATED})

CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"

_CONTEXT = "https://w3id.org/xapi/cmi5/context/extensions/"
SESSION = f"{_CONTEXT}sessionid"
MASTERY = f"{_CONTEXT}masteryscore"
LAUNCH_MODE = f"{_CONTEXT}launchmode"
LAUNCH_URL = f"{_CONTEXT}launchurl"
MOVE_ON_VALUE = f"{_CONTEXT}moveon"
PARAMETERS = f"{_CONTEXT}launchparameters"

PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
COURSE_TYPE = "https://w3id.org/xapi/cmi5/activitytype/course"
BLOCK_TYPE = "https://w3id.org/xapi/cmi5/activitytype/block"
