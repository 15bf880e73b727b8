/* Makes charts interactive: once one comes near, the library that comes with the site is loaded and draws it anew from
   its specification, at the width there is. Without this, the drawing in the page stays. */
(() => {
  "use strict";

  const LIBRARY = ["vega.min.js", "vega-lite.min.js"];
  let library;

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const loadLibrary = (root) => {
    library = library || LIBRARY.reduce((before, name) => before.then(() => load(`${root}assets/worksystem/vega/${name}`)), Promise.resolve());
    return library;
  };

  /* A chart has its data with it: whatever else it asked for is refused. */
  const refuse = () => Promise.reject(new Error("a chart loads nothing"));
  const CLOSED = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

  const tip = document.createElement("div");
  tip.className = "ws-chart__tip";
  tip.setAttribute("role", "status");

  const showTip = (text, x, y) => {
    tip.textContent = text;
    if (!tip.isConnected) (document.querySelector(".ws-page") || document.body).append(tip);
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(4, Math.min(x + 12, document.documentElement.clientWidth - width - 4));
    const top = y - height - 10 < 4 ? y + 16 : y - height - 10;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  };
  const hideTip = () => { tip.hidden = true; };

  /* Only pages of this site are led to. */
  const leadsTo = (root, item) => {
    const path = item && item.datum && item.datum.url;
    if (typeof path !== "string" || !/^[\w-]/.test(path) || /^[\w+.-]*:/.test(path)) return null;
    return new URL(root + path, location.href).href;
  };

  const draw = async (panel, root) => {
    const frame = panel.querySelector(".ws-chart__frame");
    const spec = JSON.parse(panel.querySelector("script").textContent);
    const before = frame.querySelector("svg");
    const place = document.createElement("div");
    let width = frame.clientWidth;
    const parsed = window.vega.parse(window.vegaLite.compile({ ...spec, width }).spec);
    const view = new window.vega.View(parsed, { renderer: "svg", loader: CLOSED });
    view.tooltip((handler, event, item, value) => {
      if (value == null || value === "") hideTip();
      else showTip(String(value), event.clientX, event.clientY);
    });
    view.addEventListener("click", (event, item) => {
      const address = leadsTo(root, item);
      if (address) location.assign(address);
    });
    view.addEventListener("mouseover", (event, item) => { frame.style.cursor = leadsTo(root, item) ? "pointer" : ""; });
    await view.initialize(place).runAsync();
    const name = () => {
      const svg = place.querySelector("svg");
      for (const each of ["role", "aria-labelledby", "aria-describedby"]) svg.setAttribute(each, before.getAttribute(each));
      svg.querySelector("g").setAttribute("aria-hidden", "true");
    };
    name();
    frame.replaceChildren(place);
    startKeys(frame, root);
    new ResizeObserver(() => {
      if (!frame.clientWidth || frame.clientWidth === width) return;
      width = frame.clientWidth;
      view.width(width).runAsync().then(name);
    }).observe(frame);
  };

  /* Arrows go from mark to mark and say each, Enter follows it, Escape ends. */
  const startKeys = (frame, root) => {
    let at = null;
    const marks = () => [...frame.querySelectorAll("path, rect, line")].filter((node) => node.__data__ && node.__data__.tooltip);
    const leave = () => {
      if (at) at.removeAttribute("data-ws-at");
      at = null;
      hideTip();
    };
    frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return leave();
      if (event.key === "Enter" && at) {
        const address = leadsTo(root, at.__data__);
        if (address) location.assign(address);
        return;
      }
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const all = marks();
      if (!all.length) return;
      event.preventDefault();
      const from = all.indexOf(at);
      leave();
      at = all[from < 0 ? (step > 0 ? 0 : all.length - 1) : (from + step + all.length) % all.length];
      at.setAttribute("data-ws-at", "");
      const box = at.getBoundingClientRect();
      showTip(at.__data__.tooltip, box.x + box.width / 2, box.y);
    });
    frame.addEventListener("blur", leave);
  };

  const spared = () => matchMedia("(prefers-reduced-data: reduce)").matches || Boolean(navigator.connection && navigator.connection.saveData);

  const start = () => {
    const charts = [...document.querySelectorAll("[data-ws-chart]:not([data-ws-on])")];
    if (!charts.length || !window.IntersectionObserver || spared()) return;
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        const root = target.dataset.wsChart;
        loadLibrary(root)
          .then(() => Promise.all([...target.querySelectorAll(".ws-chart__panel")].map((panel) => draw(panel, root))))
          .then(() => { target.dataset.wsOn = "drawn"; })
          .catch((error) => console.warn("a chart stays as it was drawn:", error));
      }
    }, { rootMargin: "300px" });
    charts.forEach((chart) => { chart.dataset.wsOn = ""; watcher.observe(chart); });
  };

  addEventListener("scroll", hideTip, { passive: true });
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
