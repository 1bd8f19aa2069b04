"""What staff keep among themselves: no customer hears of it, neither on a page nor through a webhook."""

from waarborg.support.rules.articles import names as articles
from waarborg.support.rules.help import names as help_names
from waarborg.support.rules.questions import names as questions
from waarborg.support.rules.sessions import names as sessions

INTERNAL = articles.OURS | {
    *(
        "ticket:noted",
        "ticket:tagged",
        "ticket:issue-linked",
        "ticket:issue-unlinked",
        "ticket:untagged",
        "ticket:followed",
        "ticket:unfollowed",
        "ticket:set-back",
        "team:kept",
    ),
    *("ticket:linked", "ticket:unlinked", "widget:kept"),
    *("ticket:cause-linked", "ticket:cause-unlinked"),
    # Not among themselves: of the provider, and offered as such.
    *sessions.TOLD,
    *help_names.OURS,
    *questions.OURS,
}
