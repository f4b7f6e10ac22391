// Shows how far an upload is. Without this file the form works all the same.
"use strict";

const upload = document.getElementById("nap");
const said = document.getElementById("tien-do");
const bar = document.getElementById("thanh");

upload.addEventListener("submit", (event) => {
  event.preventDefault();
  const request = new XMLHttpRequest();
  upload.querySelector("button").disabled = true;
  bar.hidden = false;
  request.upload.addEventListener("progress", (step) => {
    if (!step.lengthComputable) return;
    const percent = Math.round((100 * step.loaded) / step.total);
    bar.value = percent;
    said.textContent =
      percent < 100 ? `${upload.dataset.sending} ${percent}%` : upload.dataset.reading;
    if (percent === 100) bar.removeAttribute("value");
  });
  request.addEventListener("load", () => {
    if (request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    // The server escapes everything in its pages.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const fresh = page.querySelector("main");
    document.querySelector("main").replaceChildren(...fresh.childNodes);
  });
  request.addEventListener("error", () => upload.submit());
  request.open("POST", upload.action);
  request.send(new FormData(upload));
});
