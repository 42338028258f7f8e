// Notes in place: a click on marked words, or on the number after them, opens their notes beside
// them (on a phone, from below). Without this script the numbers lead to the notes under the text.

const GAP = 10; // CSS pixels between the words and the sheet
const STORED = "hidden-kinds"; // in the browser: which kinds the reader switched off
const isPhone = matchMedia("(max-width: 40rem)");
const hasMargin = matchMedia("(min-width: 75rem)");

function start(body) {
  const notes = [...document.querySelectorAll(".notes .note")].map((element) => ({
    id: element.id.slice("annotation-".length),
    kind: element.dataset.kind,
    element,
  }));
  const sheet = new Sheet(body, notes);

  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const ref = event.target.closest(".note-ref");
    const mark = event.target.closest("mark[data-annotation]");
    if (event.defaultPrevented || hasModifier(event) || (link && !ref)) return;
    if (!ref && (!mark || !getSelection().isCollapsed)) return;
    // The innermost note comes first: it is what was pointed at.
    const ids = ref ? [ref.id.slice("ref-".length)] : mark.dataset.annotation.split(" ").reverse();
    if (!sheet.open(ids, ref ?? pieceAt(mark, event))) return;
    event.preventDefault();
  });
  light(body);
  switches(body, notes, sheet);
  reporting(body);

  const follow = () => followHash(body, sheet);
  addEventListener("hashchange", follow);
  addEventListener("load", follow); // not before: the browser itself goes to the note under the text
  document.documentElement.classList.add("has-notes-in-place");
}

class Sheet {
  constructor(body, notes) {
    this.body = body;
    this.notes = notes;
    this.hidden = new Set(); // kinds that are switched off
    this.opener = null;
    this.element = make("div", "note-sheet", { popover: "auto", tabindex: "-1", role: "dialog" });
    this.cards = make("div", "note-cards");
    this.count = make("span", "note-count", { role: "status" });
    const bar = make("div", "note-bar");
    bar.append(
      this.button("‹", "Previous note", () => this.step(-1)),
      this.count,
      this.button("›", "Next note", () => this.step(1)),
      this.button("×", "Close", () => this.element.hidePopover(), "note-close"),
    );
    this.element.append(bar, this.cards);
    document.body.append(this.element);
    this.listen();
  }

  button(text, label, act, name = "") {
    const button = make("button", name, { type: "button", "aria-label": label }, text);
    button.addEventListener("click", act);
    return button;
  }

  listen() {
    let hadFocus = false;
    this.element.addEventListener("beforetoggle", (event) => {
      if (event.newState === "closed") hadFocus = this.element.contains(document.activeElement);
    });
    this.element.addEventListener("toggle", (event) => {
      if (event.newState === "open") return;
      this.mark([]);
      if (hadFocus) this.opener?.focus({ preventScroll: true }); // not if a click went elsewhere
    });
    const forward = this.body.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    this.element.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key) || hasModifier(event)) return;
      event.preventDefault();
      this.step(event.key === forward ? 1 : -1);
    });
  }

  get shown() {
    return this.notes.filter(({ kind }) => !this.hidden.has(kind));
  }

  // Whether there was anything to open: `ids` of notes, and what on the page they belong beside.
  open(ids, place) {
    const shown = this.shown;
    const found = ids.map((id) => shown.find((note) => note.id === id)).filter(Boolean);
    if (!found.length) return false;
    this.at = shown.indexOf(found[0]);
    this.opener = document.getElementById(`ref-${found[0].id}`);
    this.cards.replaceChildren(...found.map(cardOf));
    this.count.textContent = `${this.at + 1} of ${shown.length}`;
    this.element.setAttribute("aria-label", found.length > 1 ? `${found.length} notes` : "Note");
    const isNew = !this.element.matches(":popover-open");
    if (isNew) this.element.showPopover();
    const words = this.mark(found.map(({ id }) => id));
    this.element.scrollTop = 0;
    put(this.element, place ?? words[0] ?? this.opener, words, this.body);
    if (isNew) this.element.focus({ preventScroll: true });
    return true;
  }

  step(by) {
    const shown = this.shown;
    this.show(shown[(this.at + by + shown.length) % shown.length].id);
  }

  // Scroll to the words of a note, and open it.
  show(id) {
    const [words] = marksOf(this.body, [id]);
    words?.scrollIntoView({ block: "center", behavior: "instant" });
    return this.open([id], words);
  }

  mark(ids) {
    for (const mark of this.body.querySelectorAll("mark[data-open]")) delete mark.dataset.open;
    const words = marksOf(this.body, ids);
    for (const mark of words) mark.dataset.open = "";
    return words;
  }
}

function cardOf({ id, kind, element }) {
  const card = make("div", element.className);
  card.dataset.kind = kind;
  card.append(...element.cloneNode(true).childNodes);
  card.querySelector(".note-links")?.append(copyButton(id));
  return card;
}

function copyButton(id) {
  const address = `${location.origin}${location.pathname}#annotation-${id}`;
  const button = make("button", "note-copy", { type: "button", "aria-live": "polite" }, "Copy link");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Link copied";
    } catch {
      button.textContent = address; // not allowed here: it can be selected and copied by hand
    }
  });
  return button;
}

// Words and what stands in the margin point at each other.
function light(body) {
  const show = ({ target }) => {
    for (const lit of body.querySelectorAll("[data-lit]")) delete lit.dataset.lit;
    const ref = target.closest?.(".note-ref");
    const ids = ref ? [ref.id.slice("ref-".length)] : (target.closest?.("mark[data-annotation]")?.dataset.annotation.split(" ") ?? []);
    const refs = ids.map((id) => document.getElementById(`ref-${id}`)).filter(Boolean);
    for (const lit of [...refs, ...(ref ? marksOf(body, ids) : [])]) lit.dataset.lit = "";
  };
  for (const name of ["mouseover", "focusin", "mouseleave", "focusout"]) {
    body.addEventListener(name, (event) => show(name.endsWith("r") || name === "focusin" ? event : { target: body }));
  }
}

// The kinds named in the key become switches.
function switches(body, notes, sheet) {
  for (const kind of stored()) sheet.hidden.add(kind);
  for (const name of document.querySelectorAll("span.key-kind")) {
    const { kind } = name.dataset;
    const button = make("button", "key-kind", { type: "button", "data-kind": kind });
    button.append(...name.childNodes);
    const show = () => {
      const isHidden = sheet.hidden.has(kind);
      button.setAttribute("aria-pressed", String(!isHidden));
      button.title = isHidden ? "Show these marks" : "Hide these marks";
      for (const note of notes.filter((note) => note.kind === kind)) {
        const ref = document.getElementById(`ref-${note.id}`);
        if (ref) ref.hidden = isHidden;
        for (const mark of marksOf(body, [note.id])) mark.classList.toggle(kind, !isHidden);
      }
    };
    button.addEventListener("click", () => {
      if (!sheet.hidden.delete(kind)) sheet.hidden.add(kind);
      store([...sheet.hidden]);
      show();
    });
    name.replaceWith(button);
    show();
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? [];
  } catch {
    return []; // storage is off, or holds what we did not write
  }
}

function store(kinds) {
  try {
    localStorage.setItem(STORED, JSON.stringify(kinds));
  } catch {
    // storage is off: it lasts as long as the page
  }
}

// Whoever selects words can report an error in them; the link under the article is about all of it.
function reporting(body) {
  const link = document.querySelector("a[data-report]");
  if (!link) return;
  const offer = make("a", "report-offer", { popover: "manual", rel: "nofollow" }, "Report an error in these words");
  document.body.append(offer);
  const show = () => {
    const selection = getSelection();
    const words = selection.toString().trim();
    if (words.length < 2 || words.length > 1000 || !body.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
    const address = new URL(link.href);
    address.searchParams.set("words", words);
    offer.href = address;
    offer.showPopover();
    const end = [...selection.getRangeAt(0).getClientRects()].at(-1);
    offer.style.top = `${Math.min(end.bottom + GAP, innerHeight - offer.offsetHeight - GAP)}px`;
    offer.style.left = `${Math.max(GAP, Math.min(end.right, document.documentElement.clientWidth - GAP) - offer.offsetWidth)}px`;
  };
  const hide = () => offer.hidePopover();
  document.addEventListener("selectionchange", () => getSelection().isCollapsed && hide());
  addEventListener("scroll", hide, { passive: true });
  body.addEventListener("pointerup", () => setTimeout(show)); // the selection is what it is after this
  body.addEventListener("keyup", show);
}

// #annotation-12 opens that note at its words. One that is not here any more has a page that says so.
async function followHash(body, sheet) {
  const [, id] = location.hash.match(/^#annotation-(\d+)$/) ?? [];
  if (!id || sheet.show(id) || document.getElementById(`annotation-${id}`)) return;
  if (!location.pathname.startsWith("/articles/")) return;
  const address = `/annotations/${id}/`;
  const answer = await fetch(address, { method: "HEAD" });
  if (answer.ok) location.replace(address);
}

function make(tag, className = "", attributes = {}, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function marksOf(body, ids) {
  return ids.flatMap((id) => [...body.querySelectorAll(`mark[data-annotation~="${id}"]`)]);
}

// The line of the mark that was clicked, since a mark can run over several.
function pieceAt(mark, event) {
  const inside = ({ top, bottom }) => top <= event.clientY && event.clientY <= bottom;
  const line = [...mark.getClientRects()].find(inside);
  return line ? { getBoundingClientRect: () => line } : mark;
}

function put(sheet, place, marks, body) {
  sheet.style.left = sheet.style.top = sheet.style.maxHeight = "";
  const words = place.getBoundingClientRect();
  if (isPhone.matches) {
    // From below it would cover the words: they move up, above it, as far as there is room.
    const ends = marks.map((mark) => mark.getBoundingClientRect().bottom);
    const hidden = Math.max(words.bottom, ...ends) + GAP - (innerHeight - sheet.offsetHeight);
    if (hidden > 0) scrollBy({ top: Math.min(hidden, words.top - GAP), behavior: "instant" });
    return;
  }
  const rightmost = document.documentElement.clientWidth - sheet.offsetWidth - GAP;
  if (hasMargin.matches) {
    const column = body.getBoundingClientRect();
    const lowest = innerHeight - sheet.offsetHeight - GAP;
    const outside = body.dir === "rtl" ? Math.max(GAP, column.left - GAP - sheet.offsetWidth) : Math.min(column.right + GAP, rightmost);
    sheet.style.left = `${outside}px`;
    sheet.style.top = `${Math.max(GAP, Math.min(words.top - GAP, lowest))}px`;
    return;
  }
  const below = innerHeight - words.bottom - 2 * GAP;
  const above = words.top - 2 * GAP;
  const isBelow = sheet.offsetHeight <= below || below >= above;
  const height = Math.min(sheet.offsetHeight, isBelow ? below : above);
  sheet.style.maxHeight = `${height}px`;
  sheet.style.left = `${Math.max(GAP, Math.min(words.left, rightmost))}px`;
  sheet.style.top = `${isBelow ? words.bottom + GAP : words.top - GAP - height}px`;
}

function hasModifier(event) {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

const body = document.querySelector(".body");
if (body && HTMLElement.prototype.showPopover) start(body);
