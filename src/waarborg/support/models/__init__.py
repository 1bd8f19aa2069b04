"""What the support desk keeps, a file a topic."""

from waarborg.support.models.appointments import Appointment, StaffAbsence, StaffHours
from waarborg.support.models.articles import (
    Article,
    ArticleDraft,
    ArticleEdition,
    ArticlePicture,
    ArticleTerm,
    ArticleTrigram,
    ArticleUse,
)
from waarborg.support.models.at_work import Draft, Presence
from waarborg.support.models.bulk import BulkAct
from waarborg.support.models.bundles import Bundle
from waarborg.support.models.call_backs import CallBack
from waarborg.support.models.causes import Cause
from waarborg.support.models.chats import Chat
from waarborg.support.models.colleagues import ColleagueQuestion
from waarborg.support.models.complaints import Complaint, ComplaintMessage
from waarborg.support.models.crowding import Crowding, CrowdingTold
from waarborg.support.models.extra import ExtraSupport
from waarborg.support.models.followers import Follower
from waarborg.support.models.held import HeldMessage, Sending
from waarborg.support.models.help import HelpBooking, HelpOffer, HelpPrice
from waarborg.support.models.links import Link
from waarborg.support.models.mail import TicketMail
from waarborg.support.models.mentions import Mention, StaffChoice
from waarborg.support.models.opinions import Opinion
from waarborg.support.models.questions import VisitorQuestion
from waarborg.support.models.referrals import Referral
from waarborg.support.models.sessions import Enrolment, Evaluation, EvaluationAsk, Session
from waarborg.support.models.snippets import Snippet
from waarborg.support.models.tags import Tag, TicketTag
from waarborg.support.models.teams import Team, TeamMember
from waarborg.support.models.tickets import LIVE, Attachment, Message, Note, Ticket, TicketCounter
from waarborg.support.models.urgent import UrgentCase
from waarborg.support.models.use import HandlingTime, UseSignal
from waarborg.support.models.views import SavedView, ViewChoice
from waarborg.support.models.widget import Widget, WidgetNonce

__all__ = [
    "LIVE",
    "Appointment",
    "Article",
    "ArticleDraft",
    "ArticleEdition",
    "ArticlePicture",
    "ArticleTerm",
    "ArticleTrigram",
    "ArticleUse",
    "Attachment",
    "BulkAct",
    "Bundle",
    "CallBack",
    "Cause",
    "Chat",
    "ColleagueQuestion",
    "Complaint",
    "ComplaintMessage",
    "Crowding",
    "CrowdingTold",
    "Draft",
    "Enrolment",
    "Evaluation",
    "EvaluationAsk",
    "ExtraSupport",
    "Follower",
    "HandlingTime",
    "HeldMessage",
    "HelpBooking",
    "HelpOffer",
    "HelpPrice",
    "Link",
    "Mention",
    "Message",
    "Note",
    "Opinion",
    "Presence",
    "Referral",
    "SavedView",
    "Sending",
    "Session",
    "Snippet",
    "StaffAbsence",
    "StaffChoice",
    "StaffHours",
    "Tag",
    "Team",
    "TeamMember",
    "Ticket",
    "TicketCounter",
    "TicketMail",
    "TicketTag",
    "UrgentCase",
    "UseSignal",
    "ViewChoice",
    "VisitorQuestion",
    "Widget",
    "WidgetNonce",
]
