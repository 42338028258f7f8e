// The review tray: decisions without a reload, and one key each. Without it the same forms work.

const tray = document.querySelector("[data-review]")
const list = tray.querySelector("[data-list]")
const live = tray.querySelector("[data-live]")
const sheet = tray.querySelector("[data-help-sheet]")
const keys = tray.querySelector("[data-keys]")
const OFF = "review-keys-off"
const decided = [] // the ids of what was decided here, the last one last

const all = () => [...list.querySelectorAll("[data-item]")]
const isOpen = (item) => item.dataset.state !== ""

let timer = 0

// Of several in a row the last one is told.
function say(message) {
  live.textContent = ""
  clearTimeout(timer)
  timer = setTimeout(() => {
    live.textContent = message // after the region was empty, so that the same words are told twice
  }, 50)
}

// What went wrong stands in the item too, in sight until the next answer.
function complain(item, message) {
  item.querySelector("[data-told-wrong]")?.remove()
  const line = document.createElement("p")
  line.className = "review-told"
  line.dataset.toldWrong = ""
  line.textContent = message
  item.prepend(line)
  say(message)
}

function visit(item) {
  item.focus({ preventScroll: true })
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
  item.scrollIntoView({ block: "nearest", behavior })
}

// Decisions

async function decide(form, button) {
  const item = form.closest("[data-item]")
  if (item.getAttribute("aria-busy")) return
  item.setAttribute("aria-busy", "true")
  try {
    const answer = await post(form, button)
    const fresh = await itemOf(answer)
    if (!fresh) return complain(item, refusal(answer))
    replace(item, fresh)
    if (answer.ok && button.value !== "undo" && !isOpen(fresh)) goOnAfter(fresh)
  } catch {
    complain(item, "The server could not be reached. Nothing was done; try again in a moment.")
  } finally {
    item.removeAttribute("aria-busy")
  }
}

// The cookie's token is always fresh, after a new login too.
function post(form, button) {
  const body = new FormData(form, button)
  body.set("fragment", "1")
  body.set("csrfmiddlewaretoken", document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "")
  // form.action would be the buttons of that name.
  return fetch(form.getAttribute("action"), { method: "POST", body })
}

// The item as it is now: done (200), or refused (409). Nothing of a log-in or of an error page.
async function itemOf(answer) {
  if (answer.redirected || ![200, 409].includes(answer.status)) return null
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return page.querySelector("[data-item]")
}

function refusal(answer) {
  if (answer.redirected) return "You are no longer logged in. Log in again in another tab, then try again."
  if (answer.status === 403) return "You may not do this, or are no longer logged in. Nothing was done."
  return `The server could not do this (error ${answer.status}). Nothing was done.`
}

// The item as it is now in the place of what it was. One that is to be decided stays under the
// eyes: refused, or taken back.
function replace(item, fresh) {
  count(item.dataset.state, -1)
  count(fresh.dataset.state, 1)
  item.replaceWith(document.adoptNode(fresh))
  const at = decided.indexOf(fresh.dataset.item)
  if (at >= 0) decided.splice(at, 1)
  say(fresh.dataset.told)
  visit(fresh)
}

function goOnAfter(item) {
  decided.push(item.dataset.item)
  const left = all().filter(isOpen).length
  say(`${item.dataset.told}. ${left ? `${left} left on this page.` : "Nothing left on this page."}`)
  goOn(item)
}

// To the next open item, else to the one before, else to the next page or the decided one itself.
function goOn(item) {
  const items = all()
  const at = items.indexOf(item)
  const next = items.slice(at).find(isOpen) ?? items.slice(0, at).findLast(isOpen)
  if (next) visit(next)
  else (tray.querySelector("[data-next]") ?? item).focus()
}

function count(state, by) {
  if (!state) return
  for (const name of [state, "all"]) {
    const told = tray.querySelector(`[data-count="${name}"]`)
    told.textContent = Number(told.textContent) + by
  }
}

list.addEventListener("submit", (event) => {
  event.preventDefault()
  decide(event.target, event.submitter)
})

// Keys: only while the focus is on an item, not in a field, and not when they are switched off.

const ACTIONS = {
  j: (item) => step(item, 1),
  k: (item) => step(item, -1),
  c: (item) => press(item, "[value='confirm']", "There are no words to confirm here."),
  w: (item) => press(item, "[value='withdraw']", "You may not withdraw this one."),
  r: (item) => press(item, "[data-proposal], [data-open]", "You may not re-attach this one."),
  o: (item) => press(item, "[data-open]", "There is no article to open here."),
  u: (item) => undo(item),
  "?": () => sheet.showModal(),
}

function step(item, by) {
  const items = all()
  const next = items[items.indexOf(item) + by]
  if (next) visit(next)
  else say(by > 0 ? "This is the last one on this page." : "This is the first one on this page.")
}

function press(item, selector, otherwise) {
  const button = item.querySelector(selector)
  if (button) button.click()
  else say(otherwise)
}

// The decided item that has the focus, else the last one decided here.
function undo(item) {
  const last = tray.querySelector(`[data-item="${decided.at(-1)}"]`)
  const which = isOpen(item) ? last : item
  if (which) press(which, "[value='undo']", "You may not undo this.")
  else say("There is nothing to undo here.")
}

list.addEventListener("keydown", (event) => {
  if (!keys.checked || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
  if (event.target.closest("input, select, textarea")) return
  const item = event.target.closest("[data-item]")
  const key = event.key.toLowerCase()
  if (!item && key === "j") visit(event.target.closest("section").querySelector("[data-item]"))
  else if (!item) return
  else if (/^[1-9]$/.test(key)) press(item, `[data-proposal="${key}"]`, `There is no place ${key}.`)
  else if (ACTIONS[key]) ACTIONS[key](item)
  else return
  event.preventDefault()
})

function showKeys() {
  tray.classList.toggle("has-keys", keys.checked)
}

// Where the browser keeps nothing, the choice holds for this page.
function remembered(use) {
  try {
    return use(window.localStorage)
  } catch {
    return null
  }
}

keys.checked = remembered((storage) => storage.getItem(OFF)) === null
keys.addEventListener("change", () => {
  remembered((storage) => (keys.checked ? storage.removeItem(OFF) : storage.setItem(OFF, "1")))
  showKeys()
})
showKeys()
tray.querySelector("[data-help]").addEventListener("click", () => sheet.showModal())
for (const control of tray.querySelectorAll("[data-with-script]")) control.hidden = false
