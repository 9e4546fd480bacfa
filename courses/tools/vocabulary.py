"""Names that LTI 1.3 and Assignment and Grade Services 2.0 give to things (1EdTech, 2019)."""

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
READ_LINE_ITEM = f"{_SCOPE}lineitem.readonly"
READ_RESULTS = f"{_SCOPE}result.readonly"
WRITE_SCORES = f"{_SCOPE}score"
SCOPES = (READ_LINE_ITEM, READ_RESULTS, WRITE_SCORES)

LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
