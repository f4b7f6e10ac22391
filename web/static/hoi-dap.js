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
  const question = new URLSearchParams({ cau_hoi: box.value, cau_truoc: before.value });
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
