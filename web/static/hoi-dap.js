// Asks without leaving the page. Without this file the form still works, one answer at a time.
"use strict";

const form = document.getElementById("hoi");
const box = document.getElementById("cau-hoi");
const button = form.querySelector("button");
const before = form.querySelector("input[name=cau_truoc]");
const waiting = document.getElementById("cho");
const answers = document.getElementById("tra-loi");

function problem(text) {
  const line = document.createElement("p");
  line.className = "problem";
  line.setAttribute("role", "alert");
  line.textContent = text;
  return line;
}

async function ask() {
  const question = new URLSearchParams(new FormData(form));
  button.disabled = true;
  waiting.textContent = form.dataset.waiting;
  answers.querySelectorAll(":scope > .problem").forEach((old) => old.remove());
  try {
    const reply = await fetch("/tra-loi", { method: "POST", body: question });
    // The server escapes everything in its fragments; nothing else is put in as HTML.
    const fragment = document.createRange().createContextualFragment(await reply.text());
    answers.prepend(fragment);
    document.getElementById("vi-du")?.remove();
    if (reply.ok) {
      box.value = "";
      before.value = answers.querySelector(".answer")?.dataset.whole ?? "";
      // A screen reader is told by aria-live, so the box keeps the focus for the next question;
      // on a phone the keyboard would cover the answer.
      if (matchMedia("(pointer: coarse)").matches) box.blur();
    }
  } catch {
    answers.prepend(problem(form.dataset.noConnection));
  } finally {
    button.disabled = false;
    waiting.textContent = "";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!button.disabled) ask();
});

// Enter asks, Shift+Enter makes a new line; Enter that ends a Vietnamese letter does neither.
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// A quotation's page opens beside the answer where there is room, else as a page of its own.
const side = document.getElementById("nguon");

answers.addEventListener("click", async (event) => {
  const link = event.target.closest("a.beside-link");
  if (!link || event.ctrlKey || event.metaKey || !matchMedia("(min-width: 64rem)").matches) return;
  event.preventDefault();
  side.hidden = false;
  side.textContent = form.dataset.waiting;
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

// A vote is sent without leaving the answer.
answers.addEventListener("submit", async (event) => {
  const vote = event.target.closest("form.vote");
  if (!vote) return;
  event.preventDefault();
  const content = new URLSearchParams(new FormData(vote, event.submitter));
  const reply = await fetch(vote.action, { method: "POST", body: content }).catch(() => null);
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = reply?.ok ? "Đã ghi góp ý. Cảm ơn anh/chị." : form.dataset.noConnection;
  if (reply?.ok) vote.replaceChildren(line);
  else vote.append(line);
});
