// On the exported status page: whether the platform answers, as the watcher outside wrote it beside the page.
(function () {
  "use strict";
  var note = document.getElementById("silent");
  if (!note || !window.fetch) return;

  function words(since) {
    var options = { timeZone: note.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    // Another day than today is named with it.
    if (Date.now() - since > 12 * 3600 * 1000) { options.day = "numeric"; options.month = "long"; }
    var said = new Intl.DateTimeFormat(document.documentElement.lang || "nl", options).format(since);
    return note.dataset.words.replace("{time}", said);
  }

  function say(found) {
    var since = found && found.platform === "silent" ? new Date(found.since) : null;
    var told = since && !isNaN(since) ? words(since) : "";
    if (note.textContent !== told) note.textContent = told;
    note.hidden = !told;
  }

  function look() {
    fetch(note.dataset.address, { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(say)
      .catch(function () { /* the page itself stays as it is */ });
  }

  look();
  window.setInterval(look, 30000);
})();
