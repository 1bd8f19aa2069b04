"""What staff keep among themselves: no customer hears of it, neither on a page nor through a webhook."""

from waarborg.support.rules.articles import names as articles

INTERNAL = articles.OURS | {
    *("ticket:noted", "ticket:tagged", "ticket:untagged", "ticket:followed", "ticket:unfollowed", "team:kept"),
    *("ticket:linked", "ticket:unlinked"),
}
