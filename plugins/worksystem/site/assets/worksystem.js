/* Makes finished pages nicer: filters and sorting with the view in the address, tabs of a board on a phone.
   Everything is readable without this file. */
(() => {
  "use strict";

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  const readAddress = () => new URLSearchParams(location.search);

  const writeAddress = (values) => {
    const query = readAddress();
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
  };

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  /* ---- boards ---- */

  const startBoards = (box) => {
    const form = box.querySelector("form");
    const cards = [...box.querySelectorAll(".ws-card")].map((card) => [card, fold(card.textContent)]);
    const said = form.querySelector("output");

    const apply = () => {
      const words = fold(form.find.value).split(/\s+/).filter(Boolean);
      const owner = form.owner.value;
      let shown = 0;
      for (const [card, text] of cards) {
        const has = card.dataset.owner || "-";
        const fits = (!owner || has === owner) && words.every((word) => text.includes(word));
        card.hidden = !fits;
        shown += fits;
      }
      const on = words.length || owner;
      said.textContent = !on ? "" : shown ? `${shown} of ${count(cards.length, "card", "cards")}`
        : `No card matches: drop ${words.length ? `“${form.find.value.trim()}”` : "the owner"}`;
      writeAddress({ find: form.find.value.trim(), owner });
    };

    const query = readAddress();
    form.find.value = query.get("find") || "";
    if ([...form.owner.options].some((option) => option.value === query.get("owner"))) form.owner.value = query.get("owner");
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    if (form.find.value || form.owner.value) apply();
    box.querySelectorAll(".ws-boardbox").forEach(startTabs);
    const boards = [...box.querySelectorAll(".ws-board")].map(laneable);
    const names = new Map([...form.owner.options].map((option) => [option.value, option.text]));
    const ways = { owner: (card) => names.get(card.dataset.owner || "-") || "Nobody", team: (card) => card.dataset.team || "No team" };
    const divide = () => boards.forEach((show) => show(ways[form.lanes.value]));
    form.lanes.addEventListener("input", () => { divide(); writeAddress({ lanes: form.lanes.value }); });
    if (query.get("lanes") in ways) { form.lanes.value = query.get("lanes"); divide(); }
  };

  /* A board that can show its cards in lanes: the columns keep their heads, the cards move into a row for each lane. */
  const laneable = (board) => {
    const columns = [...board.querySelectorAll(".ws-column")];
    const content = new Map(columns.map((column) => [column, [...column.children].slice(1)]));
    return (laneOf) => {
      for (const [column, children] of content) column.append(...children);
      board.replaceChildren(...columns);
      board.classList.toggle("ws-board--lanes", Boolean(laneOf));
      if (!laneOf) return;
      const lanes = new Map();
      columns.forEach((column, index) => {
        for (const child of content.get(column)) {
          child.remove();
          if (!child.matches(".ws-card")) continue;
          const name = laneOf(child);
          if (!lanes.has(name)) lanes.set(name, columns.map((each) => make("div", { class: "ws-lane__cell", role: "group", "aria-label": each.getAttribute("aria-label") })));
          lanes.get(name)[index].append(child);
        }
      });
      const names = [...lanes.keys()].sort((a, b) => a.localeCompare(b));
      board.replaceChildren(make("div", { class: "ws-lanes__heads" }, ...columns), ...names.map((name) => {
        const cells = lanes.get(name);
        const held = cells.reduce((sum, each) => sum + each.children.length, 0);
        return make("details", { class: "ws-lane", open: true },
          make("summary", {}, `${name} `, make("span", { class: "ws-quiet" }, String(held))), make("div", { class: "ws-lane__row" }, ...cells));
      }));
    };
  };

  const startTabs = (box) => {
    const board = box.querySelector(".ws-board");
    const tabs = new Map([...box.querySelectorAll(".ws-tabs a")].map((tab) => [tab.hash.slice(1), tab]));
    for (const [id, tab] of tabs) {
      tab.addEventListener("click", (event) => {
        const column = document.getElementById(id);
        if (!column) return;
        event.preventDefault();
        board.scrollTo({ left: column.offsetLeft - board.offsetLeft });
      });
    }
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const [id, tab] of tabs) {
          if (id !== entry.target.id) tab.removeAttribute("aria-current");
          else {
            tab.setAttribute("aria-current", "true");
            tab.parentElement.scrollTo({ left: tab.offsetLeft - tab.parentElement.offsetLeft - 40 });
          }
        }
      }
    }, { root: board, threshold: 0.6 });
    box.querySelectorAll(".ws-column").forEach((column) => watcher.observe(column));
  };

  /* ---- the list one came from: remembered on the way to an item, so that its page leads to the neighbours ---- */

  const TRAIL = "worksystem-list";
  const LISTS = ".ws-column, .ws-lane__cell, tbody, .ws-list";
  const TITLES = ".ws-card__title a, .ws-table__title a, .ws-line__title a, .ws-link a";

  const nameList = (list) => {
    const column = list.getAttribute("aria-label");
    if (column) return column;
    const section = list.closest("section");
    const heading = (section && section.querySelector("h2")) || document.querySelector("h1");
    return heading ? heading.firstChild.textContent.trim() : "";
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const list = link && link.closest(LISTS);
    if (!list || !link.matches(TITLES)) return;
    const links = [...list.querySelectorAll(TITLES)].filter((each) => each.pathname.includes("/records/items/") && !each.closest("[hidden]"));
    if (!links.includes(link)) return;
    const trail = { name: nameList(list), items: links.map((each) => [each.pathname, each.textContent.trim()]) };
    try { sessionStorage.setItem(TRAIL, JSON.stringify(trail)); } catch { /* without storage the order of the board stays */ }
  }, true);

  const startSequence = (nav) => {
    let trail = null;
    try { trail = JSON.parse(sessionStorage.getItem(TRAIL)); } catch { return; }
    const at = trail ? trail.items.findIndex(([path]) => path === location.pathname) : -1;
    if (at < 0) return;
    nav.querySelector("span").textContent = `${at + 1} of ${trail.items.length} in ${trail.name}`;
    [...nav.querySelectorAll("a")].forEach((link, index) => {
      const word = index ? "After" : "Before";
      const other = trail.items[at + (index ? 1 : -1)];
      if (other) {
        link.href = other[0];
        link.title = other[1];
        link.removeAttribute("role");
        link.removeAttribute("aria-disabled");
      } else {
        link.removeAttribute("href");
        link.removeAttribute("title");
        link.setAttribute("role", "link");
        link.setAttribute("aria-disabled", "true");
      }
      link.setAttribute("aria-label", other ? `${word}: ${other[1]}` : word);
    });
  };

  /* ---- tables that are all there ---- */

  const startSorting = (table) => {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) return;
    [...table.tHead.rows[0].cells].forEach((head, index) => {
      if (!head.textContent.trim()) return;
      const button = make("button", { type: "button", class: "ws-sort" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => {
          const cell = row.cells[index];
          const time = cell && cell.querySelector("time");
          return time ? time.dateTime : cell ? cell.textContent.trim() : "";
        };
        const rows = [...body.rows].map((row) => [key(row), row]);
        rows.sort((a, b) => (a[0] === "") - (b[0] === "") || a[0].localeCompare(b[0], undefined, { numeric: true }) * (down ? -1 : 1));
        body.append(...rows.map((pair) => pair[1]));
      });
    });
  };

  /* ---- the big table: drawn from its data once somebody asks something of it ---- */

  const STEP = 200;
  const CATEGORIES = { backlog: "Backlog", queue: "Queue", active: "In work", done: "Done", dropped: "Dropped", unknown: "No known state" };
  const NEEDS = { someone: "Needs someone", "held-up": "Blocked or waiting", owner: "Has no owner" };
  const FILTERS = [
    ["show", "Open items", { open: "Open items", closed: "Closed items", all: "All items" }],
    ["team", "Any team"], ["owner", "Any owner"], ["type", "Any type"], ["state", "Any state"], ["goal", "Any goal"],
    ["needs", "Any need", NEEDS],
  ];
  const LABELS = { find: "text", show: "which", team: "team", owner: "owner", type: "type", state: "state", goal: "goal", workflow: "workflow", needs: "need" };
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const LONG = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const startItems = async (box) => {
    const source = box.dataset.src;
    const form = box.querySelector("form");
    if (!source) return;
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const none = box.querySelector("[data-ws-none]");
    const pager = document.querySelector("[data-ws-pages]");
    let data;
    try {
      data = await (await fetch(source)).json();
    } catch {
      form.remove();
      return;
    }
    const at = Object.fromEntries(data.columns.map((name, index) => [name, index]));
    const all = data.rows.map((row) => ({ row, text: fold([row[at.id], row[at.title], data.names.owner[row[at.owner]] || ""].join(" ")) }));
    const closed = (row) => row[at.category] === "done" || row[at.category] === "dropped";
    const view = { show: "", sort: "", down: false };
    const query = readAddress();
    for (const name of ["find", ...FILTERS.map((filter) => filter[0]), "workflow"]) view[name] = query.get(name) || "";
    const sorted = query.get("sort") || "";
    view.down = sorted.startsWith("-");
    view.sort = sorted.replace(/^-/, "");
    let limit = STEP;

    const fits = {
      find: (each) => fold(view.find).split(/\s+/).every((word) => each.text.includes(word)),
      show: ({ row }) => view.show === "all" || closed(row) === (view.show === "closed"),
      needs: ({ row }) => view.needs === "someone" ? row[at.needs] !== ""
        : view.needs === "owner" ? row[at.owner] === "" : row[at.held] === 1,
    };
    for (const name of ["team", "owner", "type", "state", "goal", "workflow"]) {
      fits[name] = ({ row }) => row[at[name]] === view[name];
    }
    const active = () => Object.keys(fits).filter((name) => name === "show" ? view.show !== "" : view[name] && (name in fits));
    const find = (without) => {
      const names = active().filter((name) => name !== without);
      if (!names.includes("show") && without !== "show") return all.filter((each) => !closed(each.row) && names.every((name) => fits[name](each)));
      return all.filter((each) => names.every((name) => fits[name](each)));
    };

    const nameOf = (key, id) => {
      const filter = FILTERS.find((each) => each[0] === key);
      return (filter && filter[2] && filter[2][id]) || (data.names[key] && data.names[key][id]) || id;
    };

    const search = make("input", { type: "search", name: "find", placeholder: "Find items", "aria-label": "Find items" });
    search.value = view.find;
    const selects = FILTERS.map(([name, label, fixed]) => {
      const select = make("select", { name, "aria-label": LABELS[name] });
      let options;
      if (fixed) options = Object.entries(fixed);
      else if (name === "state") {
        const seen = new Map();
        for (const { row } of all) seen.set(row[at.state], row[at.category]);
        const order = Object.keys(CATEGORIES);
        options = [...seen].sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]) || a[0].localeCompare(b[0])).map(([state]) => [state, state]);
      } else options = Object.entries(data.names[name]).sort((a, b) => a[1].localeCompare(b[1]));
      if (name !== "show") select.append(make("option", { value: "" }, label));
      for (const [value, text] of options) select.append(make("option", { value: name === "show" && value === "open" ? "" : value }, text));
      select.value = view[name];
      return select;
    });
    const chips = make("span", { class: "ws-tags" });
    const said = make("output", { class: "ws-count", "aria-live": "polite" });
    form.append(search, ...selects, chips, said);
    form.hidden = false;
    const more = make("button", { type: "button", class: "ws-button", hidden: true }, "Show more");
    box.append(more);

    const drop = (name) => {
      view[name] = "";
      if (name === "find") search.value = "";
      const select = selects.find((each) => each.name === name);
      if (select) select.value = "";
      limit = STEP;
      draw();
    };

    const cell = (text, label, attributes = {}) => make("td", text && label ? { "data-label": label, ...attributes } : attributes, text);
    const day = (text) => {
      if (!text) return "";
      const [year, month, number] = text.split("-");
      const said = `${Number(number)} ${MONTHS[month - 1]}${Number(year) === new Date().getFullYear() ? "" : " " + year}`;
      return make("time", { datetime: text, title: LONG.format(new Date(`${text}T00:00:00Z`)) }, said);
    };
    const drawRow = (row) => {
      const expected = row[at.expected];
      const age = row[at.age] === "" ? "" : make("span", { class: expected === "" ? "ws-age" : "ws-age ws-soon" }, `${row[at.age]} d${expected === "" ? "" : `, ${expected} expected`}`);
      const title = make("th", { scope: "row", class: "ws-table__title" }, make("a", { href: box.dataset.root + row[at.url] }, row[at.title]));
      if (row[at.needs]) title.append(" ", make("span", { class: "ws-late" }, row[at.needs]));
      const owner = row[at.owner] ? data.names.owner[row[at.owner]] : closed(row) ? "" : make("span", { class: "ws-late" }, "nobody");
      return make("tr", {},
        cell(row[at.id], "", { class: "ws-id" }), title,
        make("td", {}, make("span", { class: "ws-state ws-state--" + row[at.category] }, row[at.state])),
        cell(owner), cell(data.names.team[row[at.team]] || ""), cell(data.names.type[row[at.type]] || ""),
        cell(day(row[at.due]), row[at.due] && "Due", { class: "ws-nowrap" }), cell(row[at.priority], "Priority"),
        cell(age, age && "In state", { class: "ws-number ws-nowrap" }), cell(day(row[at.changed]), row[at.changed] && "Changed", { class: "ws-nowrap" }));
    };

    const order = (found) => {
      if (!view.sort || !(view.sort in at)) return found;
      const column = at[view.sort];
      const key = ({ row }) => view.sort in data.names ? data.names[view.sort][row[column]] || "" : String(row[column]);
      const keys = new Map(found.map((each) => [each, key(each)]));
      const compare = new Intl.Collator(undefined, { numeric: true }).compare;
      return [...found].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        return (x === "") - (y === "") || compare(x, y) * (view.down ? -1 : 1);
      });
    };

    const heads = [...table.tHead.rows[0].cells];
    const draw = () => {
      const found = order(find());
      body.replaceChildren(...found.slice(0, limit).map((each) => drawRow(each.row)));
      more.hidden = found.length <= limit;
      if (pager) pager.hidden = true;
      table.hidden = !found.length;
      none.hidden = Boolean(found.length);
      if (!found.length) {
        if (!all.length) return;
        none.replaceChildren("No item matches. ");
        const best = active().map((name) => [name, find(name).length]).sort((a, b) => b[1] - a[1])[0];
        if (best && best[1]) {
          const button = make("button", { type: "button", class: "ws-button" }, `Drop ${LABELS[best[0]]}: ${nameOf(best[0], view[best[0]])}`);
          button.addEventListener("click", () => drop(best[0]));
          none.append(button, ` to see ${count(best[1], "item", "items")}.`);
        } else if (active().length) {
          const button = make("button", { type: "button", class: "ws-button" }, "Drop all filters");
          button.addEventListener("click", () => active().forEach(drop));
          none.append(button);
        }
      }
      said.textContent = `${count(found.length, "item", "items")} of ${all.length}`;
      chips.replaceChildren(...active().map((name) => {
        const chip = make("button", { type: "button", class: "ws-chip", "aria-label": `Drop ${LABELS[name]}: ${nameOf(name, view[name])}` },
          name === "find" ? `“${view.find}”` : nameOf(name, view[name]));
        chip.addEventListener("click", () => drop(name));
        return chip;
      }));
      heads.forEach((head) => {
        if (head.dataset.key === view.sort) head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      writeAddress({ ...Object.fromEntries(["find", "workflow", ...FILTERS.map((filter) => filter[0])].map((name) => [name, view[name]])),
        sort: view.sort && (view.down ? "-" : "") + view.sort });
    };

    heads.forEach((head) => {
      const button = make("button", { type: "button", class: "ws-sort" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        if (view.sort !== head.dataset.key) [view.sort, view.down] = [head.dataset.key, false];
        else if (!view.down) view.down = true;
        else view.sort = "";
        draw();
      });
    });
    let waiting;
    form.addEventListener("input", (event) => {
      view[event.target.name] = event.target.value.trim();
      limit = STEP;
      clearTimeout(waiting);
      waiting = setTimeout(draw, event.target === search ? 120 : 0);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", () => { limit += STEP; draw(); });
    draw();
  };

  /* ---- the list of rules: its areas fold, and open for what is asked of them ---- */

  const startRules = (form) => {
    const areas = [...document.querySelectorAll("[data-ws-rules]")].map((box) => ({
      box, title: box.previousElementSibling, fold: box.querySelector("details"), was: box.querySelector("details").open,
      head: box.querySelector("summary"), rows: [...box.querySelectorAll("tbody tr")].map((row) => [row, fold(row.textContent)]),
    }));
    for (const area of areas) area.says = area.head.textContent;
    const all = areas.reduce((sum, area) => sum + area.rows.length, 0);
    const fields = ["find", "severity", "principle", "problem"].map((name) => form[name]);
    const chips = form.querySelector(".ws-tags");
    const said = form.querySelector("output");

    const apply = () => {
      const words = fold(form.find.value).split(/\s+/).filter(Boolean);
      const on = fields.filter((field) => field.value.trim());
      const fits = (row, text) => words.every((word) => text.includes(word))
        && on.every((field) => field === form.find || row.dataset[field.name].split(" ").includes(field.value));
      let shown = 0;
      for (const { box, title, fold: part, was, head, says, rows } of areas) {
        let here = 0;
        for (const [row, text] of rows) here += !(row.hidden = !fits(row, text));
        shown += here;
        box.hidden = title.hidden = !here;
        head.textContent = on.length ? `${here} of ${count(rows.length, "rule", "rules")}` : says;
        part.open = on.length ? here > 0 : was;
      }
      const named = (field) => field === form.find ? `“${field.value.trim()}”` : field.selectedOptions[0].text;
      said.textContent = !on.length ? count(all, "rule", "rules") : shown ? `${shown} of ${count(all, "rule", "rules")}`
        : `No rule matches: drop ${on.map(named).join(" or ")}`;
      chips.replaceChildren(...on.map((field) => {
        const chip = make("button", { type: "button", class: "ws-chip", "aria-label": `Drop ${field.name}: ${named(field)}` }, named(field));
        chip.addEventListener("click", () => { field.value = ""; apply(); });
        return chip;
      }));
      writeAddress(Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])));
    };

    const query = readAddress();
    for (const field of fields) {
      const value = query.get(field.name) || "";
      if (field === form.find || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  };

  const start = () => {
    document.querySelectorAll("[data-ws-board]:not([data-ws-on])").forEach((each) => { each.dataset.wsOn = ""; startBoards(each); });
    document.querySelectorAll("[data-ws-sort]:not([data-ws-on])").forEach((each) => { each.dataset.wsOn = ""; startSorting(each); });
    document.querySelectorAll("[data-ws-items]:not([data-ws-on])").forEach((each) => { each.dataset.wsOn = ""; startItems(each); });
    document.querySelectorAll("[data-ws-rule-filter]:not([data-ws-on])").forEach((each) => { each.dataset.wsOn = ""; startRules(each); });
    document.querySelectorAll("[data-ws-sequence]").forEach(startSequence);
    // a table of the handbook that scrolls can be reached with the keyboard; the theme wraps it a moment later
    setTimeout(() => document.querySelectorAll(".md-typeset__scrollwrap").forEach((each) => {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    }), 200);
  };

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
