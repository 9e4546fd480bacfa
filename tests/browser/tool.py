"""A tool by PyLTI1p3, whose authors never saw this platform, as a program of its own on this machine.

It serves its pages over https, for its cookies are for https alone; its keys over http, as a tool in
development does.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import requests
from flask import Flask, jsonify
from pylti1p3.contrib.flask import FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.grade import Grade
from pylti1p3.tool_config import ToolConfDict
from werkzeug.serving import BaseWSGIServer, make_server

from tests.factories.tool import private_key, public_key

PAGE = """<!doctype html><html lang="en"><title>Baby Signals</title><h1>Baby Signals</h1>
<p id="said">{said}</p><form method="post" action="/finish/{launch}"><button>Finish</button></form></html>"""


class OneByOne(requests.Session):
    """A connection for each question: one that stays open would outlive the test."""

    def request(self, *arguments: Any, **more: Any) -> requests.Response:
        with requests.Session() as once:
            once.headers["Connection"] = "close"
            return once.request(*arguments, **more)


class Tool:
    """Addresses before it is registered; what it was told, and what it got back, afterwards."""

    def __init__(self, pages: BaseWSGIServer, keys: BaseWSGIServer, conf: dict[str, Any]) -> None:
        self.at = f"https://127.0.0.1:{pages.port}"
        self.keys_url = f"http://127.0.0.1:{keys.port}/keys"
        self.launches: list[dict[str, Any]] = []
        self._conf = conf

    def register(self, platform: str, client: str, deployment: str) -> None:
        """What somebody types into the tool's administration, from the page of our CMS."""
        self._conf[platform] = {
            "client_id": client,
            "auth_login_url": f"{platform}/lti/authorize/",
            "auth_token_url": f"{platform}/lti/token/",
            "key_set_url": f"{platform}/lti/keys/",
            "deployment_ids": [deployment],
        }


def _app(conf: dict[str, Any], launches: list[dict[str, Any]]) -> Flask:
    app = Flask("tool")
    app.secret_key = "the tool's own"
    app.config.update(
        SESSION_COOKIE_SAMESITE="None",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_PARTITIONED=True,
    )

    @app.after_request
    def in_frames(answer: Any) -> Any:
        """Browsers keep a tool's cookies in a frame of ours when they are for frames of ours alone."""
        cookies = answer.headers.getlist("Set-Cookie")
        answer.headers.setlist("Set-Cookie", [f"{cookie}; Partitioned" for cookie in cookies])
        return answer

    services: dict[str, Any] = {}

    def config() -> ToolConfDict:
        known = ToolConfDict(conf)
        for platform in conf:
            known.set_private_key(platform, private_key())
            known.set_public_key(platform, public_key())
        return known

    @app.route("/login", methods=["GET", "POST"])
    def login() -> Any:
        request = FlaskRequest()
        return FlaskOIDCLogin(request, config()).redirect(request.get_param("target_link_uri"))

    @app.route("/launch", methods=["POST"])
    def launch() -> Any:
        opened = FlaskMessageLaunch(FlaskRequest(), config(), requests_session=OneByOne())
        data = opened.get_launch_data()
        launches.append(data)
        services[opened.get_launch_id()] = opened
        custom = data["https://purl.imsglobal.org/spec/lti/claim/custom"]
        said = f"unit {custom['unit']}, {data.get('name', 'nobody by name')}"
        return PAGE.format(said=said, launch=opened.get_launch_id())

    @app.route("/finish/<launch>", methods=["POST"])
    def finish(launch: str) -> Any:
        opened = services[launch]
        grades = opened.get_ags()
        grade = Grade().set_score_given(8).set_score_maximum(10)
        grade.set_timestamp(datetime.now(UTC).isoformat())
        grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        grade.set_user_id(opened.get_launch_data()["sub"])
        grades.put_grade(grade)
        line_item = grades.get_lineitem()
        (result,) = grades.get_grades(line_item)
        said = f"{line_item.get_label()}: {result['resultScore']} of {result['resultMaximum']}"
        return PAGE.format(said=said, launch=launch)

    @app.route("/keys")
    def keys() -> Any:
        return jsonify(config().get_jwks())

    return app


@contextmanager
def running_tool() -> Iterator[Tool]:
    conf: dict[str, Any] = {}
    launches: list[dict[str, Any]] = []
    app = _app(conf, launches)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    pages = make_server("127.0.0.1", 0, app, threaded=True, ssl_context="adhoc")
    keys = make_server("127.0.0.1", 0, app, threaded=True)
    threads = [threading.Thread(target=one.serve_forever, daemon=True) for one in (pages, keys)]
    for thread in threads:
        thread.start()
    tool = Tool(pages, keys, conf)
    tool.launches = launches
    try:
        yield tool
    finally:
        for one in (pages, keys):
            one.shutdown()
            one.server_close()
        for thread in threads:
            thread.join()
