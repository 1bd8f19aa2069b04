/* The help button: a script of its own for pages of the vendor's application. No dependency, nothing inline, no eval.
   <script src="…/accounts/widget/1.js" data-button="…" data-token-url="/help-token" defer></script>
   data-token-url answers a fresh token for who is signed in there; data-token holds one; without either visitors. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.button) return;
  const base = new URL(script.src).href.replace(/1\.js.*$/, "") + script.dataset.button + "/";
  const dutch = (script.dataset.lang || document.documentElement.lang || "nl").toLowerCase().startsWith("nl");
  const say = dutch
    ? {
        help: "Hulp", close: "Sluiten", search: "Waar kunnen wij u mee helpen?", none: "Geen artikelen gevonden.",
        report: "Stel een vraag", subject: "Onderwerp", text: "Wat gebeurt er?", send: "Verstuur",
        chat: "Chat met ons", tickets: "Uw meldingen", away: "Dit lukt nu niet. Probeer het straks opnieuw.",
        sent: "Wij hebben uw melding ontvangen:", fill: "Vul een onderwerp en een tekst in.", news: "Wat is er nieuw", fresh: "nieuw", tab: "opent een nieuw tabblad",
      }
    : {
        help: "Help", close: "Close", search: "What can we help you with?", none: "No articles found.",
        report: "Ask a question", subject: "Subject", text: "What happens?", send: "Send",
        chat: "Chat with us", tickets: "Your reports", away: "This is not possible now. Try again in a while.",
        sent: "We have received your report:", fill: "Fill in a subject and a text.", news: "What is new", fresh: "new", tab: "opens a new tab",
      };
  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000; font: 16px/1.5 system-ui, sans-serif; color: #1b2333 }
    [hidden] { display: none !important }
    button, input, textarea { font: inherit; color: inherit }
    button { border: 1px solid #1d3f94; border-radius: 6px; background: #1d3f94; color: #fff; padding: .6rem 1rem; min-height: 44px; cursor: pointer }
    button.quiet { background: #fff; color: #1b2333; border-color: #5c6784 }
    :focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px }
    section { box-sizing: border-box; inline-size: min(22rem, calc(100vw - 2rem)); max-block-size: calc(100vh - 6rem); overflow: auto; background: #fff; border: 1px solid #8a93aa; border-radius: 10px; padding: 1rem; margin-block-end: .5rem; box-shadow: 0 8px 24px rgb(0 0 0 / .2) }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem }
    h2 { font-size: 1.1rem; margin: 0 }
    label { display: block; margin-block-start: .75rem; font-weight: 600 }
    input, textarea { box-sizing: border-box; inline-size: 100%; border: 1px solid #5c6784; border-radius: 6px; padding: .5rem; background: #fff }
    textarea { min-block-size: 7rem }
    ul { list-style: none; margin: .5rem 0; padding: 0 }
    a { color: #1d3f94; display: inline-block; padding-block: .35rem }
    p { margin: .5rem 0 }
    .row { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: .75rem; align-items: center }
    @media (prefers-reduced-motion: no-preference) { section { animation: in .12s ease-out } @keyframes in { from { opacity: 0 } } }
    @media print { :host { display: none } }`;

  let pass = "";
  let entering = null;
  let once = "";

  const ask = async (what, said) => {
    const answer = await fetch(base + what + "/", {
      method: "POST",
      mode: "cors",
      credentials: "omit",
      headers: { "Content-Type": "application/json", "Accept-Language": dutch ? "nl" : "en" },
      body: JSON.stringify(said),
    });
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(told.code), { told, status: answer.status });
    return told;
  };

  const token = async () => {
    if (!script.dataset.tokenUrl) return script.dataset.token || "";
    const answer = await fetch(script.dataset.tokenUrl, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? (await answer.text()).trim() : "";
  };

  /* Once for each opening: a token works once, what it is exchanged for half an hour. */
  const enter = () => {
    entering ||= (async () => {
      const held = await token();
      if (!held) return null;
      const told = await ask("enter", { token: held });
      pass = told.pass;
      return told;
    })().catch(() => null);
    return entering;
  };

  const as_user = async (what, said) => {
    await enter();
    try {
      return await ask(what, pass ? { ...said, pass } : said);
    } catch (trouble) {
      if (trouble.status !== 401 || !pass) throw trouble;
      pass = "";
      entering = null;
      await enter();
      return ask(what, pass ? { ...said, pass } : said);
    }
  };

  const make = (tag, more = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
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

  const status = make("p", { role: "status" });
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
  const report = make("button", { type: "button", className: "quiet", hidden: true }, say.report);
  const ways = make("div", { className: "row" }, report);
  const news = make("div", { hidden: true }, make("h2", {}, say.news), make("ul"));
  const close = make("button", { type: "button", className: "quiet" }, say.close);
  const panel = make(
    "section",
    { hidden: true },
    make("header", {}, make("h2", { id: "h" }, say.help), close),
    make("label", { htmlFor: "q" }, say.search), query, found, status, ways, form, news,
  );
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "h");
  const button = make("button", { type: "button" }, say.help);
  button.setAttribute("aria-expanded", "false");
  root.append(panel, button);

  const show = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    (open ? query : button).focus();
    if (open) greet();
  };
  const greet = async () => {
    const told = await enter();
    if (!told || ways.childElementCount > 1) return;
    report.hidden = !told.may_report;
    if (told.may_report) ways.append(link(say.chat, told.chat));
    ways.append(link(say.tickets, told.tickets));
    const { items } = await as_user("news", {}).catch(() => ({ items: [] }));
    news.hidden = !items.length;
    news.lastChild.replaceChildren(
      ...items.map((one) => make("li", {}, link(one.title, one.url), one.read ? "" : ` (${say.fresh})`, make("p", {}, one.text))),
    );
  };

  let asked = 0;
  let waiting = 0;
  const look = async () => {
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
    waiting = setTimeout(look, 250);
  });
  report.addEventListener("click", () => {
    form.hidden = false;
    report.hidden = true;
    subject.value ||= query.value.trim();
    once = crypto.randomUUID();
    subject.focus();
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
    } catch (trouble) {
      status.textContent = (trouble.told && trouble.told.detail) || say.away;
    } finally {
      send.disabled = false;
    }
  });
  button.addEventListener("click", () => show(panel.hidden));
  close.addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(false);
  });
  const place = () => document.body.append(host);
  document.body ? place() : document.addEventListener("DOMContentLoaded", place);
})();
