"""Who may do what with tickets (CL-73: only authorised contacts ask; the rest read)."""

from waarborg.customers.rules.roles import CONTACT_LEVELS, CUSTOMER_ROLES, PROVIDER_ROLES
from waarborg.plumbing import permissions
from waarborg.plumbing.rest import scopes

ASKERS = {"customer.owner", "customer.administrator", *CONTACT_LEVELS}
# Others ask where their agreement says that they can; queries/people.py looks.
MAY_ASK = ASKERS | {"customer.user"}
GIVE_OPINION = "support.ticket.give-opinion"
SEE_OPINIONS = "support.opinion.see"
MARK_URGENT = "support.ticket.mark-urgent"
ALLOW_URGENT = "support.ticket.allow-urgent"
MARK_FOR_CALLER = "support.ticket.mark-urgent-for-caller"
HAND_WAY_IN = "support.ticket.hand-way-in"
DESK = {"provider.support", "provider.service-manager"}
VISITOR = "public.visitor"
STAFF = DESK | {"provider.success", "provider.operator"}

SET_TOPIC, CONTEST_TOPIC = "support.ticket.set-topic", "support.ticket.contest-topic"
SEE_REFERRALS, KEEP_REFERRALS = "support.referral.see", "support.referral.keep"

FILE_COMPLAINT = "support.complaint.file"
READ_COMPLAINT = "support.complaint.read"
HANDLE_COMPLAINT = "support.complaint.handle"
# Complaints are judged outside the desk that they are mostly about.
COMPLAINT_DESK = {"provider.service-manager", "provider.success"}
COMPLAINT_OVERSEERS = {"customer.owner", "customer.administrator"}
LOOK_AHEAD = "support.desk.look-ahead"
DECLARE_CROWDING = "support.desk.declare-crowding"
SEE_FIGURES = "support.figures.see"
SEE_USE = "support.use.see"
FOLLOW_USE = "support.use.follow-up"
WRITE_TIME = "support.ticket.time"

ARTICLE_READ = "support.article.read"
ARTICLE_JUDGE = "support.article.judge"
ARTICLE_SEE = "support.article.see"
ARTICLE_WRITE = "support.article.write"
ARTICLE_PUBLISH = "support.article.publish"

permissions.declare(
    {
        # In the portal what is for one's organisation; at the desk all of them, with what is being written.
        ARTICLE_READ: {*CUSTOMER_ROLES},
        ARTICLE_JUDGE: {*CUSTOMER_ROLES},
        ARTICLE_SEE: {*PROVIDER_ROLES},
        ARTICLE_WRITE: DESK,
        ARTICLE_PUBLISH: DESK,
    }
)
CALL = "support.ticket.call"
ESCALATE = "support.ticket.escalate"

permissions.declare(
    {
        CALL: ASKERS | DESK,
        ESCALATE: DESK,
        FILE_COMPLAINT: set(CUSTOMER_ROLES),
        GIVE_OPINION: MAY_ASK,
        SEE_OPINIONS: STAFF,
        MARK_URGENT: MAY_ASK,
        ALLOW_URGENT: {"provider.service-manager"},
        # What a caller says; agreeing to a cost stays the customer's own.
        MARK_FOR_CALLER: DESK,
        # After a call back; who does so gives the own password once more (actions/urgent/hand_way_in).
        HAND_WAY_IN: DESK,
        READ_COMPLAINT: {*CUSTOMER_ROLES, *COMPLAINT_DESK},
        HANDLE_COMPLAINT: COMPLAINT_DESK,
    }
)
permissions.declare(
    {
        # A visitor by the public form: it becomes a ticket once it was confirmed by mail (actions/questions).
        "support.ticket.open": MAY_ASK | DESK | {VISITOR},
        "support.ticket.read": ASKERS | STAFF | {"customer.user"},
        "support.ticket.reply": MAY_ASK,
        "support.ticket.complete": ASKERS | DESK,
        "support.ticket.withdraw": MAY_ASK,
        "support.ticket.reopen": MAY_ASK | DESK,
        "support.ticket.answer": DESK,
        "support.ticket.prioritise": DESK,
        "support.ticket.assign": DESK,
        "support.ticket.say-about": DESK,
        "support.ticket.note": STAFF,
        "support.ticket.tag": DESK,
        "support.ticket.set-aside": DESK,
        "support.ticket.set-kind": DESK,
        "support.ticket.merge": DESK,
        "support.snippet.keep": DESK,
        "support.bundle.see": STAFF,
        "support.bundle.propose": DESK | {"provider.success"},
        "support.bundle.confirm": ASKERS,
        "support.ticket.link": DESK,
        # Letting a colleague of the customer read along; to follow is to hear of what one may read anyway.
        "support.ticket.share": ASKERS | DESK,
        "support.ticket.follow": ASKERS | STAFF | {"customer.user"},
        "support.team.manage": {"provider.service-manager"},
        "support.tag.manage": {"provider.service-manager"},
        LOOK_AHEAD: {"provider.service-manager"},
        DECLARE_CROWDING: {"provider.service-manager"},
        SEE_FIGURES: {"provider.service-manager", "provider.success"},
        SEE_USE: {"customer.owner", "customer.administrator"},
        FOLLOW_USE: {"provider.service-manager", "provider.success"},
        WRITE_TIME: DESK,
    }
)
OPEN_CHAT = "support.chat.open"
ANSWER_CHAT = "support.chat.answer"
BOOK = "support.appointment.book"
SHARE_SCREEN = "support.screen-share.open"
LOOK_ALONG = "support.appointment.look-along"
KEEP_ROSTERS = "support.roster.keep"
permissions.declare({SET_TOPIC: DESK, CONTEST_TOPIC: MAY_ASK})
permissions.declare(
    {SEE_REFERRALS: set(CUSTOMER_ROLES), KEEP_REFERRALS: {"provider.service-manager", "provider.success"}}
)
# As with every report, the agreement says who of them really may (queries/people.py).
permissions.declare({OPEN_CHAT: MAY_ASK, ANSWER_CHAT: DESK})
permissions.declare({BOOK: MAY_ASK, SHARE_SCREEN: MAY_ASK})
permissions.declare({LOOK_ALONG: DESK, KEEP_ROSTERS: {"provider.service-manager"}})

scopes.declare("tickets:read", {"support.ticket.read"}, nl="Meldingen lezen", en="Read tickets")
scopes.declare(
    "tickets:write",
    {"support.ticket.open", "support.ticket.reply", "support.ticket.answer"},
    nl="Iets melden, op meldingen reageren en erover beslissen",
    en="Report something, reply to tickets and decide about them",
)
scopes.declare("articles:read", {ARTICLE_READ, ARTICLE_SEE}, nl="Artikelen lezen", en="Read articles")
scopes.declare(
    "articles:write",
    {ARTICLE_WRITE, ARTICLE_PUBLISH},
    nl="Artikelen schrijven, publiceren en intrekken",
    en="Write, publish and withdraw articles",
)

# Mail that came in and that somebody has to decide about.
READ_MAIL, PLACE_MAIL = "support.mail.read", "support.mail.place"
permissions.declare({READ_MAIL: DESK | {"provider.operator"}, PLACE_MAIL: DESK})

# Trainings, idea days and evaluation sessions.
ENROL, ENROL_OTHERS = "support.session.enrol", "support.session.enrol-others"
SEE_SESSIONS, KEEP_SESSIONS = "support.session.see", "support.session.keep"
PROPOSE_EVALUATION = "support.evaluation.propose"
# Who looks after evaluation sessions.
SESSION_KEEPERS = {"provider.service-manager", "provider.success"}
permissions.declare(
    {
        ENROL: {*CUSTOMER_ROLES},
        ENROL_OTHERS: ASKERS,
        SEE_SESSIONS: STAFF,
        KEEP_SESSIONS: SESSION_KEEPERS,
        PROPOSE_EVALUATION: ASKERS,
    }
)

# Of who may not ask us, to who may.
ASK_COLLEAGUE = "support.colleague.ask"
permissions.declare({ASK_COLLEAGUE: {*CUSTOMER_ROLES}})

# What can be asked or bought: consultancy, trainings, partners.
SEE_HELP, BOOK_HELP, KEEP_HELP = "support.help.see", "support.help.book", "support.help.keep"
permissions.declare(
    {
        SEE_HELP: {*CUSTOMER_ROLES, *STAFF},
        # Who books agrees to what it costs.
        BOOK_HELP: {"customer.owner", "customer.administrator"},
        KEEP_HELP: {"provider.service-manager", "provider.success"},
    }
)
# Views of the queue that one saves; the queue itself asks for reading tickets.
KEEP_VIEWS = "support.view.keep"
permissions.declare({KEEP_VIEWS: STAFF})

# What visitors ask without an account.
ANSWER_VISITOR = "support.visitor-question.answer"
permissions.declare({ANSWER_VISITOR: DESK})

# Extra support outside office hours: the agreement says which of the contacts may ask for it.
BOOK_EXTRA, KEEP_EXTRA = "support.extra-support.book", "support.extra-support.keep"
permissions.declare(
    {
        BOOK_EXTRA: {"customer.owner", "customer.administrator", "customer.support-contact"},
        KEEP_EXTRA: DESK,
    }
)
# Asking to be called back within the telephone hours of the agreement, and calling.
ASK_CALL_BACK, CALL_BACK = "support.call-back.ask", "support.call-back.hold"
permissions.declare({ASK_CALL_BACK: MAY_ASK, CALL_BACK: DESK})
MANAGE_WIDGETS = "support.widget.manage"
permissions.declare({MANAGE_WIDGETS: {"provider.service-manager", "provider.operator"}})
