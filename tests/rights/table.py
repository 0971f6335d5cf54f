"""Who gets what, address by address: read it with an auditor. The sweep fails on whatever is not here.

Every account of the sweep holds its role on one département; « own » objects lie in it, « other » ones in another.
A status of 422 is a form that was opened and found empty: the door was open. 405 need not be written.
"""

from __future__ import annotations

from tenir.core.people.permissions import KEEPERS
from tenir.core.rights import Role
from tests.rights import evidence, reports, signatures
from tests.rights.expectations import ANONYMOUS, METHODS, OBJECTS, Line, everyone, only, signed_in

LOOK = {"GET": everyone(200), "HEAD": everyone(200)}
API = LOOK
# Writing in the API is for tokens alone: a session, whoever's, is told so.
BY_TOKEN = {"POST": everyone(401)}
ADMINISTRATION = (Role.ADMINISTRATOR,)
ORGANISATION_KEEPERS = (Role.ADMINISTRATOR, Role.PREFECTURE, Role.PROJECT_LEAD)
AMENDERS = (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD)
REVIEWERS = (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD)
CLOSERS = (Role.ADMINISTRATOR, Role.PREFECTURE)
SENDERS = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER)
JUDGES = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)
DECIDERS = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD)
MEETERS = (Role.ADMINISTRATOR, *DECIDERS)
PERIOD_CLOSERS = (Role.MINISTRY, Role.PREFECTURE)
DUTY_FOLLOWERS = (Role.MINISTRY, Role.PREFECTURE)
DUTY_DOERS = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD)
FILE_HOLDERS = tuple(role for role in Role if role != Role.CITIZENS)
DUTY_READERS = (*DUTY_DOERS, Role.OBSERVER)


def _door(anonymous: int, known: int) -> Line:
    """A sign-in page: it opens to strangers, and sends home those who are in."""
    line = {(role, thing): known for role in Role.values for thing in OBJECTS}
    return Line(line | {(ANONYMOUS, thing): anonymous for thing in OBJECTS})


def _look(line: Line) -> dict[str, Line]:
    return {"GET": line, "HEAD": line}


def _form(line: Line, sent: Line) -> dict[str, Line]:
    return {**_look(line), "POST": sent}


TABLE: dict[str, dict[str, Line]] = {
    # Pages for everybody.
    "web:home": LOOK,
    "web:rights": LOOK,
    "web:data": LOOK,
    "web:api": LOOK,
    "web:data-file": LOOK,
    "web:guide": LOOK,
    "web:glossary": LOOK,
    "web:accessibility": LOOK,
    "web:robots": LOOK,
    "web:favicon": LOOK,
    "web:sitemap": LOOK,
    "web:sitemap-file": LOOK,
    "search:results": LOOK,
    "search:suggestions": LOOK,
    "journal:head": LOOK,
    "journal:head_file": LOOK,
    "places:list": LOOK,
    "places:place": LOOK,
    # Asking writes nothing: an empty form is told so, whoever sends it.
    "localisation:find": _form(everyone(200), everyone(422)),
    "people:organisations": LOOK,
    "people:organisation": LOOK,
    "commitments:frameworks": LOOK,
    "commitments:board": LOOK,
    "commitments:face-to-face": LOOK,
    "commitments:compare": LOOK,
    "commitments:commitment": LOOK,
    "commitments:levers": LOOK,
    "commitments:lever": LOOK,
    "commitments:organisation-file": LOOK,
    "commitments:board-card": LOOK,
    "commitments:commitment-card": LOOK,
    "commitments:changes": LOOK,
    "commitments:feed": LOOK,
    "commitments:framework-feed": LOOK,
    "commitments:place-feed": LOOK,
    "commitments:organisation-feed": LOOK,
    "indicators:indicators": LOOK,
    "indicators:awaited": LOOK,
    "indicators:indicator": LOOK,
    "indicators:answers": LOOK,
    "operations:health": LOOK,
    "territories:map": LOOK,
    "governance:bodies": LOOK,
    "governance:body": LOOK,
    "governance:meeting": LOOK,
    "governance:decisions": LOOK,
    "governance:decision": LOOK,
    "governance:recommendations": LOOK,
    # A file of people, counted and forgotten: whoever has a role, wherever.
    "localisation:file": _form(only(FILE_HOLDERS, 200, other=200), only(FILE_HOLDERS, 422, other=422)),
    # Bodies of one's own territory: who sits, meetings, decisions.
    "governance:create-body": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    "governance:amend-body": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "governance:seats": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    # Nobody is a choice: that of a seat without a representative.
    "governance:represent": _form(only(AMENDERS, 200), only(AMENDERS, 302)),
    "governance:end-seat": {"POST": only(AMENDERS, 302)},
    "governance:plan-meeting": _form(only(MEETERS, 200), only(MEETERS, 422)),
    "governance:move-meeting": _form(only(MEETERS, 200), only(MEETERS, 422)),
    "governance:cancel-meeting": _form(only(MEETERS, 200), only(MEETERS, 422)),
    "governance:hold-meeting": {"POST": only(MEETERS, 302)},
    "governance:meeting-file": _look(only(MEETERS, 200)),
    "governance:agenda": _form(only(MEETERS, 200), only(MEETERS, 422)),
    "governance:move-point": {"POST": only(MEETERS, 302)},
    "governance:remove-point": {"POST": only(MEETERS, 302)},
    "governance:attendance": _form(only(MEETERS, 200), only(MEETERS, 422)),
    "governance:minutes": _form(only(MEETERS, 200), only(MEETERS, 302, data={"revision": "1"})),
    "governance:approve-minutes": {"POST": only(MEETERS, 302)},
    "governance:take-decision": _form(only(DECIDERS, 200), only(DECIDERS, 422)),
    "governance:amend-decision": _form(only(DECIDERS, 200), only(DECIDERS, 422)),
    # A partner says what became of the decisions that its own organisation holds; this one is another's.
    "governance:follow-decision": _form(only(DECIDERS, 200), only(DECIDERS, 422)),
    "governance:answer": _form(only(DECIDERS, 200), only(DECIDERS, 422)),
    # Frameworks and promises, written on one's own territory.
    "commitments:create-framework": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    "commitments:amend-framework": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:publish-framework": {"POST": only(AMENDERS, 302)},
    "commitments:remove-framework": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:headings": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:amend-heading": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:remove-heading": {"POST": only(AMENDERS, 302)},
    "commitments:create-commitment": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:amend-commitment": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:remove-commitment": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:sheet": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    "commitments:sheet-file": _look(only(AMENDERS, 200)),
    "commitments:sheet-preview": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    # A public text may be made the board of one's own place, and a public promise applied there.
    "commitments:instantiate-framework": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    "commitments:ties": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    "commitments:untie": {"POST": only(AMENDERS, 302)},
    **reports.LINES,
    **evidence.LINES,
    **signatures.LINES,
    # The journal's events: the site's administration.
    "journal:entries": _look(only(ADMINISTRATION, 200, other=200)),
    "journal:entry": _look(only(ADMINISTRATION, 200, other=200)),
    # Sign-in.
    "account_login": _form(_door(200, 302), _door(200, 302)),
    "account_request_login_code": _form(_door(200, 302), _door(200, 302)),
    "account_confirm_login_code": _form(_door(302, 302), _door(302, 302)),
    "account_inactive": LOOK,
    "account_logout": _form(_door(302, 200), everyone(302)),
    "account_reauthenticate": _form(signed_in(200), signed_in(200)),
    "account_change_password": _form(signed_in(200), signed_in(200)),
    "account_reset_password": _form(everyone(200), everyone(200)),
    "account_reset_password_done": LOOK,
    "account_reset_password_from_key": _form(everyone(200), everyone(200)),
    "account_reset_password_from_key_done": LOOK,
    # Accounts and organisations.
    "people:account": _look(signed_in(200)),
    "people:desk": _look(signed_in(200)),
    "people:tokens": _look(signed_in(200)),
    "people:create-token": _form(signed_in(200), signed_in(422)),
    # One's own only: somebody else's is not there, whoever asks.
    "people:revoke-token": {"POST": signed_in(404)},
    "people:detach-identity": {"POST": signed_in(404)},
    # The door of a provider of identities: not there where settings name none, as in the sweep.
    "people:openid-begin": {"POST": everyone(404)},
    "people:openid-return": _look(everyone(404)),
    "people:openid-attach": _form(everyone(404), everyone(404)),
    "people:signed-out": LOOK,
    # Passkeys need a site with a name: in the sweep, as on any number, they are not there.
    "people:passkey-enter": {"POST": everyone(404)},
    "people:passkey-challenge": {"POST": everyone(404)},
    "people:add-passkey": _form(signed_in(404), signed_in(404)),
    "people:remove-passkey": {"POST": signed_in(404)},
    "people:accounts": _look(only(KEEPERS, 200, other=200)),
    "people:open-account": _form(only(KEEPERS, 200, other=200), only(KEEPERS, 422, other=422)),
    "people:person": _look(only(KEEPERS, 200)),
    "people:grant-role": _form(only(KEEPERS, 200), only(KEEPERS, 422)),
    # One's own too, which the sweep does not try: here, that of a partner.
    "people:hand-over": _form(only(KEEPERS, 200), only(KEEPERS, 422)),
    "people:close-account": {"POST": only(CLOSERS, 302)},
    "people:cut-ways-in": {"POST": only(CLOSERS, 302)},
    "people:end-role": {"POST": only(KEEPERS, 302)},
    "people:create-organisation": _form(
        only(ORGANISATION_KEEPERS, 200, other=200), only(ORGANISATION_KEEPERS, 422, other=422)
    ),
    "people:amend-organisation": _form(only(ORGANISATION_KEEPERS, 200), only(ORGANISATION_KEEPERS, 422)),
    # Drafts: seen, reviewed and adopted on one's territory, by nobody else.
    "documents:drafts": _look(only(REVIEWERS, 200, other=200)),
    "documents:hand-in": _form(only(REVIEWERS, 200, other=200), only(REVIEWERS, 422, other=422)),
    "documents:review": _look(only(REVIEWERS, 200)),
    "documents:add": _form(only(REVIEWERS, 200), only(REVIEWERS, 422)),
    "documents:undo": {"POST": only(REVIEWERS, 302)},
    "documents:adopt": _form(only(REVIEWERS, 200), only(REVIEWERS, 422)),
    "documents:abandon": _form(only(REVIEWERS, 200), only(REVIEWERS, 422)),
    "documents:names": _form(only(REVIEWERS, 200), only(REVIEWERS, 302, data={"revision": "0"})),
    "documents:copies": _look(only(REVIEWERS, 200)),
    "documents:copy": _look(only(REVIEWERS, 200)),
    "documents:keep": {"POST": only(REVIEWERS, 302, data={"choix": "ici"})},
    "documents:mark-copy": {"POST": only(REVIEWERS, 302, data={"revision": "1"})},
    "documents:reopen": {"POST": only(REVIEWERS, 302)},
    "documents:decide": {"POST": only(REVIEWERS, 302, data={"revision": "1", "decision": "accepted"})},
    "documents:correct": {"POST": only(REVIEWERS, 422)},
    "documents:move": {"POST": only(REVIEWERS, 302, data={"revision": "1", "vers": "bas"})},
    "documents:merge": {"POST": only(REVIEWERS, 302, data={"revision": "1"})},
    "documents:split": {"POST": only(REVIEWERS, 302, data={"revision": "1", "text": ""})},
    # Figures by the sheet: sent in the name of one's organisation, seen on its territory.
    "indicators:send": _form(only(SENDERS, 200, other=200), only(SENDERS, 422, other=422)),
    "indicators:import": _form(only(SENDERS, 200), only(SENDERS, 422)),
    "indicators:import-columns": _form(only(SENDERS, 200), only(SENDERS, 422)),
    # Its columns were not said yet.
    "indicators:import-check": _form(only(SENDERS, 302), only(SENDERS, 302)),
    "indicators:prepare": _look(only(SENDERS, 200, other=200)),
    "indicators:workbook": _look(only(SENDERS, 200, other=200)),
    "indicators:send-one": _form(only(SENDERS, 200), only(SENDERS, 422)),
    # Figures: whoever sends a value may contest it, and never accepts it.
    "indicators:to-judge": _form(only(JUDGES, 200, other=200), only(JUDGES, 302, other=302)),
    "indicators:value": _look(only(SENDERS, 200)),
    "indicators:accept": {"POST": only(JUDGES, 302)},
    "indicators:send-back": {"POST": only(JUDGES, 422)},
    "indicators:contest": {"POST": only(SENDERS, 422)},
    "indicators:withdraw": {"POST": only(SENDERS, 422)},
    "indicators:close": {"POST": only(PERIOD_CLOSERS, 302)},
    "indicators:reopen": {"POST": only(PERIOD_CLOSERS, 302)},
    "indicators:publish": {"POST": only(PERIOD_CLOSERS, 302)},
    "indicators:create": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    "indicators:amend": _form(only(AMENDERS, 200), only(AMENDERS, 422)),
    # Nothing chosen is a choice: the sum of no other.
    "indicators:parts": _form(only(AMENDERS, 200), only(AMENDERS, 302)),
    "indicators:add-places": {"POST": only(AMENDERS, 302)},
    # Places are those of one's own territory, whoever described the indicator.
    "indicators:target": _form(only(AMENDERS, 200, other=200), only(AMENDERS, 422, other=422)),
    # Contours: dropped by who administers a territory; refused at the import where it reaches further.
    "territories:import": _form(only(ADMINISTRATION, 200, other=200), only(ADMINISTRATION, 422, other=422)),
    # One's own file only: somebody else's is not there, whoever asks.
    "territories:check": _form(only(ADMINISTRATION, 404, other=404), only(ADMINISTRATION, 404, other=404)),
    # Duties: read by all, followed and settled on one's territory.
    "governance:duties": LOOK,
    "governance:duty": LOOK,
    "governance:duty-instance": LOOK,
    "governance:follow-duty": _form(only(DUTY_FOLLOWERS, 200, other=200), only(DUTY_FOLLOWERS, 422, other=422)),
    "governance:create-duty": _form(only(DUTY_FOLLOWERS, 200, other=200), only(DUTY_FOLLOWERS, 422, other=422)),
    "governance:amend-duty": _form(only(DUTY_FOLLOWERS, 200), only(DUTY_FOLLOWERS, 422)),
    "governance:produce-duty": {"POST": only(DUTY_DOERS, 302)},
    "governance:stop-duty": {"POST": only(DUTY_FOLLOWERS, 302)},
    "governance:fulfil-duty": _form(only(DUTY_DOERS, 200), only(DUTY_DOERS, 422)),
    "governance:waive-duty": _form(only(DUTY_FOLLOWERS, 200), only(DUTY_FOLLOWERS, 422)),
    "governance:reopen-duty": _form(only(DUTY_DOERS, 200), only(DUTY_DOERS, 422)),
    # Nothing was handed in.
    "governance:duty-document": _look(only(DUTY_READERS, 404)),
    # API.
    # Ninja's own two views look at no method; they only ever read.
    "api:openapi-json": dict.fromkeys(METHODS, everyone(200)),
    "api:api-root": dict.fromkeys(METHODS, everyone(404)),
    "api:journal_head": API,
    "api:list_places": API,
    "api:one_place": API,
    "api:list_contours": API,
    "api:contours_of_place": API,
    "api:organisations": API,
    "api:organisation": API,
    "api:list_frameworks": API,
    "api:show_framework": API,
    "api:show_board": API | BY_TOKEN,
    "api:add_commitment": API | BY_TOKEN,
    "api:list_engagements": API,
    "api:engagements_of_place": API,
    "api:engagements_of_organisation": API,
    "api:show_commitment": API | {"PATCH": everyone(401)},
    "api:correct_commitment": API | {"PATCH": everyone(401)},
    "api:list_levers": API,
    "api:list_disagreements": API,
    "api:list_terms": API,
    "api:list_changes": API,
    "api:search": API,
    # A question that goes by POST to stay in no log: what was sent is no JSON.
    "api:ask": {"POST": everyone(400)},
    "api:list_bodies": API,
    "api:show_body": API,
    "api:list_meetings": API,
    "api:list_decisions": API,
    "api:add_level": BY_TOKEN,
    "api:send_figures": BY_TOKEN,
}
