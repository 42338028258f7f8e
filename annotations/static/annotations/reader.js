// Notes in place: a click on marked words, or on the number after them, opens their notes beside
// them (on a phone, from below). Without this script the numbers lead to the notes under the text.

const GAP = 10; // CSS pixels between the words and the sheet
const isPhone = matchMedia("(max-width: 40rem)");

const body = document.querySelector(".body");
if (body && HTMLElement.prototype.showPopover) start(body);

function start(body) {
  const sheet = makeSheet();
  let opener = null;

  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const ref = event.target.closest(".note-ref");
    const mark = event.target.closest("mark[data-annotation]");
    if (event.defaultPrevented || hasModifier(event) || (link && !ref)) return;
    if (!ref && (!mark || !getSelection().isCollapsed)) return;
    event.preventDefault();
    // The innermost note comes first: it is what was pointed at.
    const ids = ref ? [ref.id.slice("ref-".length)] : mark.dataset.annotation.split(" ").reverse();
    const words = marksOf(body, ids);
    opener = ref ?? document.getElementById(`ref-${ids[0]}`);
    open(sheet, ids, words, ref ?? pieceAt(mark, event));
  });

  let hadFocus = false;
  sheet.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed") hadFocus = sheet.contains(document.activeElement);
  });
  sheet.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    for (const mark of body.querySelectorAll("mark[data-open]")) delete mark.dataset.open;
    if (hadFocus) opener?.focus({ preventScroll: true }); // not if a click went elsewhere
  });

  document.documentElement.classList.add("has-notes-in-place");
}

function makeSheet() {
  const sheet = document.createElement("div");
  sheet.className = "note-sheet";
  sheet.popover = "auto";
  sheet.tabIndex = -1;
  sheet.setAttribute("role", "dialog");
  document.body.append(sheet);
  return sheet;
}

function open(sheet, ids, words, place) {
  const cards = ids.map(cardOf).filter(Boolean);
  if (!cards.length) return;
  sheet.hidePopover();
  sheet.replaceChildren(closeButton(sheet), ...cards);
  sheet.setAttribute("aria-label", cards.length > 1 ? `${cards.length} notes` : "Note");
  for (const mark of words) mark.dataset.open = "";
  sheet.showPopover();
  sheet.scrollTop = 0;
  put(sheet, place, words);
  sheet.focus({ preventScroll: true });
}

function cardOf(id) {
  const note = document.getElementById(`annotation-${id}`);
  if (!note) return null;
  const card = document.createElement("div");
  card.className = note.className;
  card.dataset.kind = note.dataset.kind;
  card.append(...note.cloneNode(true).childNodes);
  return card;
}

function closeButton(sheet) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "note-close";
  button.setAttribute("aria-label", "Close");
  button.textContent = "×";
  button.addEventListener("click", () => sheet.hidePopover());
  return button;
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

function put(sheet, place, marks) {
  sheet.style.left = sheet.style.top = sheet.style.maxHeight = "";
  const words = place.getBoundingClientRect();
  if (isPhone.matches) {
    // From below it would cover the words: they move up, above it, as far as there is room.
    const ends = marks.map((mark) => mark.getBoundingClientRect().bottom);
    const hidden = Math.max(words.bottom, ...ends) + GAP - (innerHeight - sheet.offsetHeight);
    if (hidden > 0) scrollBy({ top: Math.min(hidden, words.top - GAP), behavior: "instant" });
    return;
  }
  const below = innerHeight - words.bottom - 2 * GAP;
  const above = words.top - 2 * GAP;
  const isBelow = sheet.offsetHeight <= below || below >= above;
  const height = Math.min(sheet.offsetHeight, isBelow ? below : above);
  const rightmost = document.documentElement.clientWidth - sheet.offsetWidth - GAP;
  sheet.style.maxHeight = `${height}px`;
  sheet.style.left = `${Math.max(GAP, Math.min(words.left, rightmost))}px`;
  sheet.style.top = `${isBelow ? words.bottom + GAP : words.top - GAP - height}px`;
}

function hasModifier(event) {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
