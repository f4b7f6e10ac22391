// The talk without leaving the page: messages are sent, what is new comes as events.
// Without this file the forms still work, the page is then loaded again with the answer.
"use strict";

const form = document.getElementById("hoi");
const box = document.getElementById("cau-hoi");
const button = form.querySelector("button");
const waiting = document.getElementById("cho");
const entries = document.getElementById("tra-loi");
const menu = document.getElementById("cac-lenh");
const talk = form.elements.cuoc.value;
const RETRY_MS = 10_000;
const DRAFT = "cau-hoi-dang-viet";

let last = Number(entries.dataset.last); // the number of the newest entry that the page has
let source = null;
let retry = 0;
let isSent = false; // a question of this page, and nothing was told since
let isWorking = waiting.textContent !== "";

function showWaiting() {
  const text = isSent || isWorking ? form.dataset.waiting : "";
  if (waiting.textContent !== text) waiting.textContent = text;
}

// What is new

function isAtEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
}

function put(place, html) {
  // The server escapes everything in its fragments; nothing else is put in as HTML.
  const fragment = document.createRange().createContextualFragment(html);
  const entry = fragment.firstElementChild;
  const old = document.getElementById(`m${place}`);
  if (old && Number(old.dataset.number) >= Number(entry.dataset.number)) return;
  const follows = isSent || isAtEnd();
  document.getElementById("vi-du")?.remove();
  if (old) {
    const pressed = old.contains(document.activeElement) && document.activeElement.textContent;
    old.replaceWith(entry);
    if (pressed !== false) {
      const buttons = [...entry.querySelectorAll("button")];
      (buttons.find((each) => each.textContent === pressed) ?? buttons.at(-1))?.focus();
    }
    return;
  }
  entries.append(entry);
  if (entry.classList.contains("told")) isSent = false;
  if (follows) showLast();
}

// The question stands above its answer: a long one is read from its beginning.
function showLast() {
  const asked = [...entries.querySelectorAll(".said")].at(-1);
  const told = entries.lastElementChild;
  const isTall = asked && told.getBoundingClientRect().bottom - asked.getBoundingClientRect().top > window.innerHeight / 2;
  if (isTall) asked.scrollIntoView({ block: "start" });
  else window.scrollTo(0, document.documentElement.scrollHeight);
}

function isConnected() {
  return source !== null && source.readyState !== EventSource.CLOSED;
}

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(`/tin/moi?cuoc=${encodeURIComponent(talk)}&sau=${last}`);
  source.addEventListener("entry", (event) => {
    last = Math.max(last, Number(event.lastEventId));
    const { place, html } = JSON.parse(event.data);
    put(place, html);
    showWaiting();
  });
  source.addEventListener("working", (event) => {
    isWorking = JSON.parse(event.data);
    if (!isWorking) isSent = false;
    showWaiting();
  });
  // The browser connects again by itself, unless it was refused.
  source.addEventListener("error", () => {
    if (!isConnected()) retry = setTimeout(connect, RETRY_MS);
  });
}

// A page that nobody sees holds no connection; it catches up when it is seen again.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return connect();
  clearTimeout(retry);
  source?.close();
});
window.addEventListener("pagehide", () => source?.close());

// Sending

function newId() {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return [...numbers].map((number) => number.toString(36)).join("-");
}

function tellProblem(fragment) {
  document.querySelectorAll(".composer > .problem").forEach((old) => old.remove());
  if (fragment) form.before(fragment);
}

function noConnection() {
  const line = document.createElement("p");
  line.className = "problem";
  line.setAttribute("role", "alert");
  line.textContent = form.dataset.noConnection;
  return line;
}

// What was being written is there again after signing in; it stays in this tab.
function signInAgain() {
  sessionStorage.setItem(DRAFT, box.value);
  location.assign(`/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`);
  return false;
}

// True once the message was taken. One that may have arrived keeps its id, so it counts once.
async function send(from, submitter) {
  const content = new URLSearchParams(new FormData(from, submitter));
  try {
    const reply = await fetch("/tin", { method: "POST", body: content });
    if (reply.status === 401) return signInAgain();
    if (reply.ok) tellProblem(null);
    else tellProblem(document.createRange().createContextualFragment(await reply.text()));
    from.elements.ma_tin.value = newId();
    const address = `/?cuoc=${encodeURIComponent(talk)}`;
    if (reply.ok && isConnected()) history.replaceState(null, "", address);
    else if (reply.ok) location.assign(address); // what comes is not heard here
    return reply.ok;
  } catch {
    tellProblem(noConnection());
    return false;
  }
}

async function ask(from, submitter) {
  button.disabled = true;
  isSent = true;
  showWaiting();
  const isTaken = await send(from, submitter);
  button.disabled = false;
  if (!isTaken) isSent = false;
  showWaiting();
  return isTaken;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  closeMenu();
  if (await ask(form, null)) {
    box.value = "";
    // On a phone the keyboard would cover the answer.
    if (matchMedia("(pointer: coarse)").matches) box.blur();
  }
});

document.getElementById("bam").addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});

// A command that needs words goes into the box, another one is sent; examples are sent too.
document.getElementById("lenh").addEventListener("submit", (event) => {
  const chosen = event.submitter;
  event.preventDefault();
  if (chosen.dataset.takes) {
    box.value = `${chosen.value} `;
    closeMenu();
    box.focus();
    return;
  }
  if (button.disabled) return;
  if (box.value.startsWith("/")) box.value = "";
  closeMenu();
  box.focus();
  ask(event.target, chosen);
});

// Enter sends, Shift+Enter makes a new line; Enter that ends a Vietnamese letter does neither.
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const [first] = menu?.open && box.value.startsWith("/") ? commandButtons() : [];
  if (first && first.value !== box.value) first.click();
  else form.requestSubmit();
});

// The menu: a slash opens it and the letters after it narrow it down.

function commandButtons() {
  return menu ? [...menu.querySelectorAll("li:not([hidden]) button")] : [];
}

function closeMenu() {
  if (menu) menu.open = false;
  narrow("");
}

function narrow(begin) {
  menu?.querySelectorAll("li").forEach((line) => {
    line.hidden = !line.querySelector("button").value.startsWith(begin);
  });
}

box.addEventListener("input", () => {
  const isCommand = /^\/\S*$/.test(box.value);
  if (!menu || (!isCommand && !menu.open)) return;
  narrow(isCommand ? box.value.toLowerCase() : "");
  menu.open = isCommand && commandButtons().length > 0;
});

menu?.addEventListener("toggle", () => {
  if (menu.open && !box.value.startsWith("/")) narrow("");
});

document.querySelector(".composer").addEventListener("keydown", (event) => {
  if (!menu?.open) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isInBox = document.activeElement === box;
  if (!step || (isInBox && !box.value.startsWith("/"))) return;
  event.preventDefault();
  const buttons = commandButtons();
  const at = buttons.indexOf(document.activeElement);
  const next = isInBox && step < 0 ? buttons.length - 1 : at + step;
  (buttons[next] ?? box).focus();
});

document.addEventListener("keydown", (event) => {
  const open = document.querySelector("details.drop[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  narrow("");
  if (open === menu) box.focus();
  else open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((open) => {
    if (!open.contains(event.target) && event.target !== box) open.open = false;
  });
});

// A quotation's page opens beside the answer where there is room, else as a page of its own.
const side = document.getElementById("nguon");

entries.addEventListener("click", async (event) => {
  const link = event.target.closest("a.beside-link");
  if (!link || event.ctrlKey || event.metaKey || !matchMedia("(min-width: 64rem)").matches) return;
  event.preventDefault();
  const top = link.getBoundingClientRect().top;
  side.hidden = false;
  side.textContent = form.dataset.waitingPage;
  window.scrollBy(0, link.getBoundingClientRect().top - top); // the link stays where it was
  try {
    const reply = await fetch(`${link.getAttribute("href")}&manh=1`);
    if (!reply.ok) throw new Error(String(reply.status));
    side.replaceChildren(document.createRange().createContextualFragment(await reply.text()));
    const close = document.createElement("button");
    close.className = "small source-close";
    close.textContent = "Đóng";
    close.addEventListener("click", () => {
      side.hidden = true;
      link.focus();
    });
    side.prepend(close);
    side.tabIndex = -1;
    side.focus({ preventScroll: true });
    side.scrollTop = 0;
  } catch {
    location.assign(link.href);
  }
});

const draft = sessionStorage.getItem(DRAFT);
sessionStorage.removeItem(DRAFT);
if (draft) box.value = draft;
connect();
if (!location.hash && entries.childElementCount) showLast();
