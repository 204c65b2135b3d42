// Keys on the page of confirming: they act on the reading that has the focus, and only then.
// Without this script everything works by its buttons and the Tab key.
"use strict";

(() => {
  const readings = [...document.querySelectorAll(".reading")];
  const hint = document.querySelector("[data-keys]");
  if (!readings.length) return;
  hint.hidden = false;

  const go = (reading) => {
    if (!reading) return;
    const first = reading.querySelector("[data-key]");
    (first || reading).focus({ preventScroll: true });
    reading.scrollIntoView({ block: "center" });
  };

  // Once loaded: until then the browser itself moves the focus to what the address names.
  addEventListener("load", () => {
    const aimed = document.getElementById(location.hash.slice(1));
    if (aimed && aimed.classList.contains("reading")) go(aimed);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const at = readings.findIndex((each) => each.contains(document.activeElement));
    if (at < 0) return;
    const key = event.key.toLowerCase();
    if (key === "j") go(readings[at + 1]);
    else if (key === "k") go(readings[at - 1]);
    else {
      const place = key === "a" ? readings[at].closest("section") : readings[at];
      const pressed = /^[xnsa]$/.test(key) && place.querySelector(`[data-key="${key}"]`);
      if (!pressed) return;
      pressed.click();
    }
    event.preventDefault();
  });
})();
