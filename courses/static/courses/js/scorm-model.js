// The data models of SCORM 1.2 and SCORM 2004: which names there are, who may read and write them, what
// they may hold. Sources: SCORM 1.2 Run-Time Environment (ADL, 2001), section 3.4; SCORM 2004 Run-Time
// Environment, 4th edition (ADL, 2009), section 4.2. Limits on lengths are the larger of standard and
// practice: authoring tools write more than 4096 characters of suspend data into SCORM 1.2.
(() => {
  "use strict";

  const text = (most) => (value) => value.length <= most;
  const among = (...words) => (value) => words.includes(value);
  const NUMBER = /^-?\d*\.?\d+$/;
  const real = (least = -Infinity, most = Infinity) => {
    const check = (value) => NUMBER.test(value) && Number(value) >= least && Number(value) <= most;
    // A number that is too large is another mistake than a text.
    check.range = (value) => NUMBER.test(value);
    return check;
  };
  const span12 = (value) => /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/.test(value);
  const span2004 = (value) =>
    /^P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/.test(value);
  const moment12 = (value) => /^\d{2}:\d{2}:\d{2}(\.\d{1,2})?$/.test(value);
  const moment2004 = (value) => /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d{1,2})?)?)?([Z]|[+-]\d{2}(:\d{2})?)?)?)?)?$/.test(value);

  const LONG = text(64000);
  const SHORT = text(4000);
  const id = (value) => value.length > 0 && value.length <= 4000 && !/\s/.test(value);
  const result12 = (value) => among("correct", "wrong", "unanticipated", "neutral")(value) || real()(value);
  const result2004 = (value) => among("correct", "incorrect", "unanticipated", "neutral")(value) || real()(value);

  // Name (# stands for an index), access, check. Read and write unless it says otherwise.
  const SCORM_1_2 = {
    "cmi._version": ["r"],
    "cmi.suspend_data": ["rw", LONG],
    "cmi.launch_data": ["r"],
    "cmi.comments": ["rw", SHORT],
    "cmi.comments_from_lms": ["r"],
    "cmi.core.student_id": ["r"],
    "cmi.core.student_name": ["r"],
    "cmi.core.lesson_location": ["rw", text(1000)],
    "cmi.core.credit": ["r"],
    "cmi.core.lesson_status": ["rw", among("passed", "completed", "failed", "incomplete", "browsed")],
    "cmi.core.entry": ["r"],
    "cmi.core.score.raw": ["rw", (value) => value === "" || real()(value)],
    "cmi.core.score.min": ["rw", (value) => value === "" || real()(value)],
    "cmi.core.score.max": ["rw", (value) => value === "" || real()(value)],
    "cmi.core.total_time": ["r"],
    "cmi.core.lesson_mode": ["r"],
    "cmi.core.exit": ["w", among("time-out", "suspend", "logout", "")],
    "cmi.core.session_time": ["w", span12],
    "cmi.student_data.mastery_score": ["r"],
    "cmi.student_data.max_time_allowed": ["r"],
    "cmi.student_data.time_limit_action": ["r"],
    "cmi.student_preference.audio": ["rw", real(-1, 100)],
    "cmi.student_preference.language": ["rw", text(255)],
    "cmi.student_preference.speed": ["rw", real(-100, 100)],
    "cmi.student_preference.text": ["rw", real(-1, 1)],
    "cmi.objectives.#.id": ["rw", id],
    "cmi.objectives.#.status": ["rw", among("passed", "completed", "failed", "incomplete", "browsed", "not attempted")],
    "cmi.objectives.#.score.raw": ["rw", real()],
    "cmi.objectives.#.score.min": ["rw", real()],
    "cmi.objectives.#.score.max": ["rw", real()],
    "cmi.interactions.#.id": ["w", id],
    "cmi.interactions.#.objectives.#.id": ["w", id],
    "cmi.interactions.#.time": ["w", moment12],
    "cmi.interactions.#.type": ["w", among("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")],
    "cmi.interactions.#.correct_responses.#.pattern": ["w", SHORT],
    "cmi.interactions.#.weighting": ["w", real()],
    "cmi.interactions.#.student_response": ["w", SHORT],
    "cmi.interactions.#.result": ["w", result12],
    "cmi.interactions.#.latency": ["w", span12],
  };

  const SCORM_2004 = {
    "cmi._version": ["r"],
    "cmi.suspend_data": ["rw", LONG],
    "cmi.launch_data": ["r"],
    "cmi.learner_id": ["r"],
    "cmi.learner_name": ["r"],
    "cmi.location": ["rw", text(4000)],
    "cmi.credit": ["r"],
    "cmi.mode": ["r"],
    "cmi.entry": ["r"],
    "cmi.exit": ["w", among("time-out", "suspend", "logout", "normal", "")],
    "cmi.completion_status": ["rw", among("completed", "incomplete", "not attempted", "unknown")],
    "cmi.completion_threshold": ["r"],
    "cmi.success_status": ["rw", among("passed", "failed", "unknown")],
    "cmi.progress_measure": ["rw", real(0, 1)],
    "cmi.scaled_passing_score": ["r"],
    "cmi.score.scaled": ["rw", real(-1, 1)],
    "cmi.score.raw": ["rw", real()],
    "cmi.score.min": ["rw", real()],
    "cmi.score.max": ["rw", real()],
    "cmi.session_time": ["w", span2004],
    "cmi.total_time": ["r"],
    "cmi.max_time_allowed": ["r"],
    "cmi.time_limit_action": ["r"],
    "cmi.learner_preference.audio_level": ["rw", real(0)],
    "cmi.learner_preference.language": ["rw", text(250)],
    "cmi.learner_preference.delivery_speed": ["rw", real(0)],
    "cmi.learner_preference.audio_captioning": ["rw", among("-1", "0", "1")],
    "cmi.comments_from_learner.#.comment": ["rw", SHORT],
    "cmi.comments_from_learner.#.location": ["rw", text(250)],
    "cmi.comments_from_learner.#.timestamp": ["rw", moment2004],
    "cmi.objectives.#.id": ["rw", id],
    "cmi.objectives.#.description": ["rw", text(1000)],
    "cmi.objectives.#.success_status": ["rw", among("passed", "failed", "unknown")],
    "cmi.objectives.#.completion_status": ["rw", among("completed", "incomplete", "not attempted", "unknown")],
    "cmi.objectives.#.progress_measure": ["rw", real(0, 1)],
    "cmi.objectives.#.score.scaled": ["rw", real(-1, 1)],
    "cmi.objectives.#.score.raw": ["rw", real()],
    "cmi.objectives.#.score.min": ["rw", real()],
    "cmi.objectives.#.score.max": ["rw", real()],
    "cmi.interactions.#.id": ["rw", id],
    "cmi.interactions.#.type": ["rw", among("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other")],
    "cmi.interactions.#.objectives.#.id": ["rw", id],
    "cmi.interactions.#.timestamp": ["rw", moment2004],
    "cmi.interactions.#.correct_responses.#.pattern": ["rw", SHORT],
    "cmi.interactions.#.weighting": ["rw", real()],
    "cmi.interactions.#.learner_response": ["rw", SHORT],
    "cmi.interactions.#.result": ["rw", result2004],
    "cmi.interactions.#.latency": ["rw", span2004],
    "cmi.interactions.#.description": ["rw", text(1000)],
    "adl.nav.request": ["rw", SHORT],
    "adl.nav.request_valid.continue": ["r"],
    "adl.nav.request_valid.previous": ["r"],
  };

  window.ScormModels = { scorm_1_2: SCORM_1_2, scorm_2004: SCORM_2004 };
})();
