/* The help button: a script of its own for pages of the vendor's application. No dependency, nothing inline, no eval.
   <script src="…/accounts/widget/1.js" data-button="…" data-token-url="/help-token" defer></script>
   data-token-url answers a fresh token for who is signed in there; data-token-call names a function that does (it may ask a
   nonce for an OpenID provider: its argument); data-token holds one; without any of them visitors.
   When the user signs out: document.dispatchEvent(new Event("waarborg:leave")). */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.button) return;
  const { button: which, lang, theme, token: written, tokenUrl, tokenCall } = script.dataset;
  const base = new URL(script.src).href.replace(/1\.js.*$/, "") + which + "/";
  const dutch = (lang || document.documentElement.lang || "nl").toLowerCase().startsWith("nl");
  const say = dutch
    ? {
        help: "Hulp", close: "Sluiten", search: "Waar kunnen wij u mee helpen?", none: "Geen artikelen gevonden.",
        report: "Stel een vraag", subject: "Onderwerp", text: "Wat gebeurt er?", send: "Verstuur",
        chat: "Chat met ons", tickets: "Uw meldingen", away: "Dit lukt nu niet. Probeer het straks opnieuw.",
        sent: "Wij hebben uw melding ontvangen:", fill: "Vul een onderwerp en een tekst in.", news: "Wat is er nieuw", fresh: "nieuw", tab: "opent een nieuw tabblad",
        back: "Terug", talk: "Gesprek", yours: "Uw bericht", first: "Wat is uw vraag?", you: "U", hinder: "Hoeveel hindert het uw werk?",
        attach: "Bestand bijvoegen", drop: "Weghalen:", end: "Chat afsluiten", sure: "Ja, sluit af", again: "Nieuwe chat", number: "Uw melding:",
        keys: "Liever geen namen van cliënten, en nooit een wachtwoord.", one: "Nieuw bericht van ons",
        lost: "De verbinding viel weg; wij proberen het opnieuw. Uw tekst staat er nog.", large: "Te groot of te veel:",
        masked: "Een wachtwoord in uw tekst is onleesbaar gemaakt. Wijzig het als het nog in gebruik is.", out: "U bent uitgelogd.",
      }
    : {
        help: "Help", close: "Close", search: "What can we help you with?", none: "No articles found.",
        report: "Ask a question", subject: "Subject", text: "What happens?", send: "Send",
        chat: "Chat with us", tickets: "Your reports", away: "This is not possible now. Try again in a while.",
        sent: "We have received your report:", fill: "Fill in a subject and a text.", news: "What is new", fresh: "new", tab: "opens a new tab",
        back: "Back", talk: "Conversation", yours: "Your message", first: "What is your question?", you: "You", hinder: "How much does it hinder your work?",
        attach: "Attach a file", drop: "Remove:", end: "End the chat", sure: "Yes, end it", again: "New chat", number: "Your ticket:",
        keys: "Rather no names of clients, and never a password.", one: "New message from us",
        lost: "The connection was lost; we are trying again. Your text is still here.", large: "Too large or too many:",
        masked: "A password in your text was made unreadable. Change it if it is still in use.", out: "You are signed out.",
      };
  const STYLE = `
    :host { all: initial; --a: #1d3f94; --on: #fff; --b: #fff; --c: #1b2333; --d: #5c6784; --e: #eef1f8; position: fixed; inset: auto 1rem 1rem auto; display: flex; flex-direction: column; align-items: flex-end; z-index: 2147483000; font: 16px/1.5 system-ui, sans-serif; color: var(--c); color-scheme: light }
    :host([data-theme="dark"]) { --a: #9db8ff; --on: #10141f; --b: #171c29; --c: #eef1f8; --d: #9aa5c0; --e: #262d40; color-scheme: dark }
    [hidden] { display: none !important }
    button, input, textarea, select { font: inherit; color: inherit }
    button { border: 1px solid var(--a); border-radius: 6px; background: var(--a); color: var(--on); padding: .6rem 1rem; min-height: 44px; cursor: pointer }
    .quiet { background: var(--b); color: var(--c); border-color: var(--d) }
    :focus-visible { outline: 3px solid #d97706; outline-offset: 2px }
    section { box-sizing: border-box; inline-size: min(24rem, calc(100vw - 2rem)); max-block-size: calc(100vh - 6rem); overflow: auto; background: var(--b); border: 1px solid var(--d); border-radius: 10px; padding: 1rem; margin-block-end: .5rem; box-shadow: 0 8px 24px rgb(0 0 0 / .2) }
    section.drop { outline: 3px dashed var(--a) }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem }
    h2 { font-size: 1.1rem; margin: 0 }
    label { display: block; margin-block-start: .75rem; font-weight: 600 }
    input, textarea, select { box-sizing: border-box; inline-size: 100%; border: 1px solid var(--d); border-radius: 6px; padding: .5rem; background: var(--b); min-block-size: 44px }
    textarea { min-block-size: 5rem }
    ul { list-style: none; margin: .5rem 0; padding: 0 }
    a { color: var(--a); display: inline-block; padding-block: .35rem }
    p { margin: .5rem 0; overflow-wrap: anywhere }
    small { color: var(--d) }
    .log { max-block-size: 45vh; overflow: auto }
    .log > div { background: var(--e); border-radius: 8px; padding: .5rem .75rem; margin: .5rem 2rem .5rem 0 }
    .log .you { margin: .5rem 0 .5rem 2rem; border-inline-end: 3px solid var(--a) }
    .log p { white-space: pre-wrap; margin: 0 }
    .row { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: .75rem; align-items: center }
    .heard { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden }
    @media (max-width: 30rem) { section { position: fixed; inset: 0; inline-size: auto; max-block-size: none; border: 0; border-radius: 0; margin: 0 } .log { max-block-size: 40vh } }
    @media (prefers-reduced-motion: no-preference) { section { animation: in .12s ease-out } @keyframes in { from { opacity: 0 } } }
    @media print { :host { display: none } }`;

  let pass = "";
  let entering = null;
  let once = "";
  /* Goes up when a user leaves: what was asked for him is shown to no other, nor sent in another's name. */
  let era = 0;

  const ask = async (what, said, raw) => {
    let body = JSON.stringify(said);
    const headers = { "Accept-Language": dutch ? "nl" : "en" };
    if (said.files) {
      body = new FormData();
      for (const [name, value] of Object.entries(said)) for (const one of [value].flat()) body.append(name, one);
    } else headers["Content-Type"] = "application/json";
    const answer = await fetch(base + what + "/", { method: "POST", mode: "cors", credentials: "omit", headers, body });
    if (raw && answer.ok) return answer.blob();
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(told.code), { told, status: answer.status });
    return told;
  };

  /* What this tab keeps over a reload: whether it was open, which chat, and the line that was not sent yet. */
  const place = `waarborg ${which}`;
  let held = {};
  try {
    held = JSON.parse(sessionStorage.getItem(place)) || {};
  } catch {}
  const keep = (more) => {
    Object.assign(held, more);
    try {
      sessionStorage.setItem(place, JSON.stringify(held));
    } catch {}
  };

  const token = async () => {
    if (tokenCall) return (await window[tokenCall](async () => (await ask("nonce", {})).nonce)) || "";
    if (!tokenUrl) return written || "";
    const answer = await fetch(tokenUrl, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? (await answer.text()).trim() : "";
  };

  /* Once for each opening: a token works once, what it is exchanged for half an hour. */
  const enter = () => {
    const mine = (entering ||= (async () => {
      const then = era;
      const named = await token();
      if (!named) return null;
      const told = await ask("enter", { token: named });
      if (then !== era) return null;
      if (held.who !== told.who) forget(told.who);
      pass = told.pass;
      return told;
    })());
    mine.catch(() => (entering = null));
    return mine;
  };

  const as_user = async (what, said, raw) => {
    const then = era;
    const own = (told) => {
      if (then !== era) throw new Error("left");
      return told;
    };
    own(await enter().catch(() => 0));
    try {
      return own(await ask(what, pass ? { ...said, pass } : said, raw));
    } catch (trouble) {
      if (then !== era || trouble.status !== 401 || !pass) throw trouble;
      pass = "";
      entering = null;
      if (!(await enter())) {
        left();
        throw trouble;
      }
      own(0);
      return own(await ask(what, { ...said, pass }, raw));
    }
  };

  const make = (tag, more = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };
  const press = (words, act, className = "quiet") => {
    const made = make("button", { type: "button", className }, words);
    made.addEventListener("click", act);
    return made;
  };
  const link = (text, url) => {
    const made = make("a", { href: url, target: "_blank", rel: "noopener" }, text);
    made.title = say.tab;
    return made;
  };

  const host = make("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => (host.dataset.theme = theme || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", paint);
  paint();

  const status = make("p", { role: "status" });
  const heard = make("p", { role: "status", className: "heard" });
  const query = make("input", { type: "search", id: "q", autocomplete: "off", maxLength: 200 });
  const found = make("ul");
  const subject = make("input", { id: "s", maxLength: 200, autocomplete: "off" });
  const text = make("textarea", { id: "t", maxLength: 20000 });
  const form = make(
    "form",
    { noValidate: true, hidden: true },
    make("label", { htmlFor: "s" }, say.subject), subject,
    make("label", { htmlFor: "t" }, say.text), text,
    make("div", { className: "row" }, make("button", { type: "submit" }, say.send)),
  );
  const report = press(say.report, () => {
    view(false);
    form.hidden = false;
    report.hidden = true;
    subject.value ||= query.value.trim();
    once = crypto.randomUUID();
    subject.focus();
  });
  const ways = make("div", { className: "row" });
  const news = make("div", { hidden: true }, make("h2", {}, say.news), make("ul"));
  const help = make("div", {}, make("label", { htmlFor: "q" }, say.search), query, found);
  const rest = make("div", {}, ways, form, news);

  /* The chat. */
  const hours = make("p");
  const log = make("div", { className: "log", role: "log", tabIndex: 0, ariaLabel: say.talk });
  const there = make("small");
  const line = make("textarea", { id: "l", maxLength: 20000 });
  const lineLabel = make("label", { htmlFor: "l" });
  const hinder = make("select", { id: "p" });
  const hinders = make("div", { hidden: true }, make("label", { htmlFor: "p" }, say.hinder), hinder);
  const picker = make("input", { type: "file", multiple: true, hidden: true });
  const picked = make("ul");
  const sender = make("button", { type: "submit" }, say.send);
  const ender = press(say.end, () => {
    if (ender.textContent === say.end) ender.textContent = say.sure;
    else
      as_user("end", { chat: held.chat }).then(apply, trouble);
  });
  const writing = make("form", { noValidate: true }, lineLabel, line, make("small", {}, say.keys), hinders, picked, picker,
    make("div", { className: "row" }, sender, press(say.attach, () => picker.click()), ender));
  const over = make("div", { className: "row" });
  const talk = make("div", { hidden: true }, press(say.back, () => view(false)), hours, log, there, over, writing);

  const close = press(say.close, () => show(false));
  const panel = make("section", { hidden: true }, make("header", {}, make("h2", { id: "h" }, say.help), close), help, talk, status, rest);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "h");
  const button = make("button", { type: "button" }, say.help);
  button.setAttribute("aria-expanded", "false");
  root.append(panel, heard, button);

  let unread = 0;
  const count = (number) => {
    unread = number;
    button.textContent = number ? `${say.help} (${number})` : say.help;
    heard.textContent = number ? `${say.one} (${number})` : "";
  };
  const show = (open, quiet) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    keep({ open });
    if (open) count(0);
    if (open && !pass) entering = null;
    if (!quiet) (open ? (talk.hidden ? query : line) : button).focus();
    if (open) greet();
  };
  const greet = async () => {
    const told = await enter().catch(() => null);
    if (!told || ways.childElementCount) return;
    if (told.may_report) ways.append(report);
    if (told.may_chat) ways.append(press(say.chat, () => view(true), ""));
    ways.append(link(say.tickets, told.tickets));
    if (told.may_chat && (held.chat || held.talk)) view(held.talk, true);
    const { items } = await as_user("news", {}).catch(() => ({ items: [] }));
    news.hidden = !items.length;
    news.lastChild.replaceChildren(
      ...items.map((one) => make("li", {}, link(one.title, one.url), one.read ? "" : ` (${say.fresh})`, make("p", {}, one.text))),
    );
  };
  const view = (on, quiet) => {
    talk.hidden = !on;
    help.hidden = rest.hidden = on;
    status.textContent = "";
    keep({ talk: on });
    line.value ||= held.line || "";
    if (on || held.chat) look({});
    if (!quiet) (on ? line : query).focus();
  };

  const drawn = new Set();
  const draw = (one, known) => {
    if (drawn.has(one.id)) return;
    drawn.add(one.id);
    const files = one.files.map((file) =>
      press(file.name, () =>
        as_user("file", { file: file.id }, true).then((bytes) => {
          const url = URL.createObjectURL(bytes);
          make("a", { href: url, download: file.name }).click();
          setTimeout(() => URL.revokeObjectURL(url), 60000);
        }, trouble),
      ),
    );
    log.append(make("div", { className: one.side }, make("small", {}, `${one.side === "you" ? say.you : one.name}, ${one.time}`), make("p", {}, one.text), ...files));
    log.scrollTop = log.scrollHeight;
    if (panel.hidden && one.side === "us" && known) count(unread + 1);
  };
  let most = { files: 10, bytes: 1e9 };
  const apply = (told) => {
    const { chat, lines = [], priorities = [] } = told;
    const focused = root.activeElement;
    most = told.most;
    hours.textContent = told.hours ? told.hours.text : "";
    if (!chat && held.chat) fresh();
    const known = drawn.size;
    lines.forEach((one) => draw(one, known));
    there.textContent = chat ? chat.there : "";
    const closed = told.hours && !told.hours.open && !chat;
    writing.hidden = closed || (chat && !chat.open);
    lineLabel.textContent = chat ? say.yours : say.first;
    log.hidden = ender.hidden = !chat;
    hinders.hidden = !priorities.length;
    if (hinder.length !== priorities.length) {
      hinder.replaceChildren(...priorities.map(([value, words]) => make("option", { value }, words)));
      hinder.selectedIndex = priorities.length - 1;
    }
    const now = chat ? `${chat.id}${chat.open}` : `${closed}`;
    if (over.dataset.now !== now) {
      over.dataset.now = now;
      over.replaceChildren(...(chat ? [make("span", {}, say.number + " ", link(chat.number, chat.url))] : []));
      if (chat && !chat.open) over.append(press(say.again, () => (fresh(), look({}).then(() => line.focus()))));
      if (closed) over.append(press(say.report, () => report.click(), ""));
    }
    /* Where one writes is gone: the focus goes to what can be done now. */
    if (writing.hidden && writing.contains(focused)) (over.querySelector("button") || close).focus();
    keep({ chat: chat ? chat.id : "" });
    if (!told.live) stop();
    else if (!stream) listen(told.live);
  };
  /* Ready for another chat. */
  const fresh = () => {
    keep({ chat: "" });
    drawn.clear();
    log.replaceChildren();
    ender.textContent = say.end;
  };
  const trouble = (why) => {
    status.textContent = why.told && why.status !== 401 ? `${why.told.detail} ${why.told.way_out || ""}` : say.lost;
  };

  /* The stream says that something changed; what, is asked for. Its ticket holds a minute and stands in no address. */
  let stream = null;
  let wait = 1000;
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    if (stream) stream.abort();
    stream = null;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look({}), wait * (1 + Math.random()));
    wait = Math.min(wait * 2, 30000);
  };
  const listen = async (ticket) => {
    const own = (stream = new AbortController());
    try {
      const answer = await fetch(new URL("/live/stream", base), { method: "POST", credentials: "omit", body: ticket, signal: own.signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let said = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        wait = 1000;
        said += value;
        const heardNow = said.lastIndexOf("\n\n");
        if (heardNow < 0) continue;
        if (/^event: (changed|stale)$/m.test(said.slice(0, heardNow))) look({});
        said = said.slice(heardNow + 2);
      }
    } catch {}
    if (stream !== own) return;
    stream = null;
    later();
  };
  let looking = null;
  let more = null;
  const look = (said) => {
    if (looking) {
      more = { ...more, ...said };
      return looking;
    }
    looking = (async () => {
      const chat = held.chat || "";
      try {
        const told = await as_user("chat", { chat, here: !panel.hidden && !talk.hidden && !document.hidden, ...said });
        /* Else a line was sent meanwhile, and its answer knows more. */
        if (chat === (held.chat || "")) apply(told);
        if (status.textContent === say.lost) status.textContent = "";
      } catch (why) {
        if (why.status === 404 && held.chat) fresh();
        if (held.chat || !talk.hidden) {
          trouble(why);
          later();
        }
      }
      looking = null;
      const next = more;
      more = null;
      if (next) await look(next);
    })();
    return looking;
  };
  setInterval(() => held.chat && pass && look({}), 25000);
  addEventListener("online", () => held.chat && look({}));
  document.addEventListener("visibilitychange", () => document.hidden || (held.chat && pass && look({})));

  let files = [];
  const pick = (some) => {
    const bad = [];
    for (const one of some) files.length < most.files && one.size <= most.bytes ? files.push(one) : bad.push(one.name);
    status.textContent = bad.length ? `${say.large} ${bad.join(", ")}` : "";
    list();
  };
  const list = () => {
    picked.replaceChildren(
      ...files.map((one) => make("li", {}, press(`${say.drop} ${one.name}`, () => {
        files = files.filter((other) => other !== one);
        list();
        line.focus();
      }))),
    );
  };
  picker.addEventListener("change", () => {
    pick(picker.files);
    picker.value = "";
  });
  line.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) event.preventDefault();
    pick(event.clipboardData.files);
  });
  for (const name of ["dragover", "dragleave", "drop"])
    talk.addEventListener(name, (event) => {
      event.preventDefault();
      panel.classList.toggle("drop", name === "dragover");
      if (name === "drop") pick(event.dataTransfer.files);
    });
  let typed = 0;
  line.addEventListener("input", () => {
    keep({ line: line.value, once: held.once || crypto.randomUUID() });
    if (!held.chat || Date.now() - typed < 3000) return;
    typed = Date.now();
    look({ typing: true });
  });
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    writing.requestSubmit();
  });
  writing.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = line.value.trim() || files.map((one) => one.name).join(", ");
    if (sender.disabled || !words) return line.focus();
    sender.disabled = true;
    keep({ once: held.once || crypto.randomUUID() });
    const said = { chat: held.chat || "", text: words, once: held.once, priority: hinder.value };
    try {
      const told = await as_user("say", files.length ? { ...said, files } : said);
      line.value = "";
      files = [];
      list();
      keep({ line: "", once: "" });
      apply(told);
      status.textContent = told.masked ? say.masked : "";
    } catch (why) {
      if (!talk.hidden) trouble(why);
      if (why.told && why.told.code === "support.chat.ended") look({});
    }
    sender.disabled = false;
    line.focus();
  });

  /* Another user, or none: nothing of the one before stays. */
  const forget = (who) => {
    if (held.who) era += 1;
    stop();
    fresh();
    held = {};
    keep({ who, open: !panel.hidden });
    line.value = subject.value = text.value = "";
    files = [];
    list();
    ways.replaceChildren();
    news.hidden = form.hidden = true;
  };
  const left = () => {
    const was = pass;
    pass = "";
    entering = null;
    era += 1;
    forget("");
    view(false, true);
    status.textContent = say.out;
    if (was) ask("leave", { pass: was }).catch(() => 0);
  };
  document.addEventListener("waarborg:leave", left);

  let asked = 0;
  let waiting = 0;
  const seek = async () => {
    const now = ++asked;
    const words = query.value.trim();
    if (words.length < 3) return found.replaceChildren();
    try {
      const { items } = await as_user("articles", { q: words });
      if (now !== asked) return;
      found.replaceChildren(...items.map((one) => make("li", {}, link(one.title, one.url))));
      status.textContent = items.length ? "" : say.none;
    } catch {
      status.textContent = say.away;
    }
  };
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(seek, 250);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!subject.value.trim() || !text.value.trim()) {
      status.textContent = say.fill;
      return (subject.value.trim() ? text : subject).focus();
    }
    const send = form.querySelector("button");
    send.disabled = true;
    try {
      const made = await as_user("tickets", { subject: subject.value, text: text.value, once });
      status.replaceChildren(say.sent + " ", link(made.number, made.url));
      form.reset();
      form.hidden = true;
      report.hidden = false;
      /* What had the focus is gone: without this, keys would go to the page below. */
      report.focus();
    } catch (why) {
      status.textContent = (why.told && why.told.detail) || say.away;
    } finally {
      send.disabled = false;
    }
  });
  button.addEventListener("click", () => show(panel.hidden));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(false);
  });
  const stand = () => {
    document.body.append(host);
    if (held.open) show(true, true);
    else if (held.chat) greet();
  };
  document.body ? stand() : document.addEventListener("DOMContentLoaded", stand);
})();
