// One card: the annotation's words and state as a header, before and after where it is to be
// reviewed, its typed form and actions below.
import { makeComments } from "annotations/comments"
import { comparison, sameWords } from "annotations/comparison"
import { keyHint, make } from "annotations/elements"
import { fill, makeFields, read, setReadOnly, showErrors } from "annotations/fields"
import { makeLinks } from "annotations/links"
import { impliedBy } from "annotations/prefill"
import { reviewKey } from "annotations/shortcuts"
import { isNew } from "annotations/store"
import { isUnsent } from "annotations/unsent"

// [action, what it is called, the whole of it where that is short]
const ACTIONS = [
  ["approve", "Approve"],
  ["confirm", "Confirm", "Confirm new words"],
  ["reattach", "Re-attach", "Re-attach to other words"],
  ["undo", "Undo"],
  ["restore", "Restore as draft"],
  ["withdraw", "Withdraw"],
]
const STATUS = { draft: "Draft", approved: "Approved", withdrawn: "Withdrawn" }
const UNDO = { confirmed: "Undo confirming", reattached: "Undo re-attaching", withdrawn: "Undo withdrawing" }

let made = 0

// `callbacks`: open(entry), edited(entry), act(entry, action), show(entry), pick(entry, chosen).
export function makeCard(entry, settings, callbacks) {
  const { kind } = entry.card
  const name = `card${++made}`
  const element = make("li", `card kind-${kind}`)
  const heading = make("h4", "card-heading")
  const toggle = make("button", "card-toggle", { type: "button", "aria-controls": name })
  const label = document.querySelector(`template[data-kind="${kind}"]`).dataset.label
  const title = make("span", "card-kind", {}, label)
  const words = make("span", "card-words")
  const hint = make("span", "card-hint")
  const chips = make("span", "card-chips")
  const changed = () => card.refresh(...shown.slice(0, 2))
  const comments = makeComments(entry, settings.commentsUrl, { changed })
  const links = makeLinks(entry, settings.linksUrl, { pick: callbacks.pick, changed, choicesUrl: settings.choicesUrl })
  toggle.append(title, comments.chip, chips, words, hint)
  heading.append(toggle)
  const review = make("div", "card-review")
  const body = make("div", "card-body", { id: name })
  const notice = make("p", "card-notice")
  const general = make("p", "card-error")
  const fields = makeFields(kind, name, settings.sourcesUrl)
  const more = make("p", "card-more")
  const first = make("p", "card-first", {}, "Save first (Ctrl+S): evidence, relations and comments can be added then.")
  body.append(notice, general, fields, first, more, links.element, comments.element)
  const actions = make("div", "card-actions", { role: "group", "aria-label": `Actions of this ${label.toLowerCase()}` })
  element.append(heading, review, body, actions)

  toggle.addEventListener("click", () => callbacks.open(entry, { toggle: true }))
  fields.addEventListener("input", () => {
    entry.values = { ...entry.values, ...read(fields) }
    entry.edited = true
    callbacks.edited(entry)
  })
  // What a field tells of others goes into those that are empty.
  fields.addEventListener("change", ({ target }) => {
    const told = Object.entries(impliedBy(kind, target.name, target.value)).filter(([name]) => !entry.values[name])
    if (!told.length) return
    entry.values = { ...entry.values, ...Object.fromEntries(told) }
    callbacks.edited(entry)
  })
  const buttons = ACTIONS.map(([action, text, whole = text]) => {
    const button = make("button", `card-${action}`, { type: "button" })
    button.addEventListener("click", () => callbacks.act(entry, action))
    actions.append(button)
    return { action, button, text, whole, key: reviewKey(action) }
  })
  const discard = make("button", "card-withdraw", { type: "button" }, "Remove")
  discard.addEventListener("click", () => callbacks.act(entry, "discard"))
  actions.append(discard)
  fill(fields, entry.values)

  const card = { entry, element, toggle, fields, more, comments, isOpen: false }
  let shown = []
  card.refresh = (place, reviewed) => {
    const { card: facts } = entry
    // The store replaces what changes, so identity tells; every key pressed comes through here.
    const now = [place, reviewed, facts, entry.values, entry.edited, entry.errors, entry.unsent]
    if (now.every((item, index) => item === shown[index]) && shown.length) return
    shown = now
    const detached = place === null && facts.status !== "withdrawn"
    element.id = isNew(entry) ? "" : `annotation-${facts.id}`
    element.dataset.ref = facts.ref
    element.dataset.status = facts.status
    element.classList.toggle("is-reviewed", reviewed)
    const text = place ?? facts.exact ?? facts.baseline ?? entry.words ?? ""
    if (words.textContent !== text) words.textContent = text
    words.classList.toggle("visually-hidden", reviewed) // they stand in the comparison
    hint.textContent = hintOf(entry, place)
    comments.refresh()
    links.refresh()
    chips.replaceChildren(...chipsOf(entry, detached))
    review.replaceChildren(...(reviewed ? [comparison(facts, place), make("p", "card-reason", {}, reasonOf(facts))] : []))
    notice.textContent = noticeOf(entry, detached)
    notice.hidden = !notice.textContent
    for (const item of buttons) showAction(item, facts, reviewed)
    discard.hidden = !isNew(entry)
    fill(fields, entry.values)
    setReadOnly(fields, !facts.may.includes("edit"))
    general.textContent = showErrors(fields, entry.errors).join(" ")
    general.hidden = !general.textContent
    more.replaceChildren(...linksOf(entry, settings, callbacks))
    more.hidden = isNew(entry)
    first.hidden = !isNew(entry)
  }
  card.bring = () => {
    links.bring()
    comments.bring()
  }
  card.setOpen = (open) => {
    if (open && !card.isOpen) {
      links.load()
      comments.load()
    }
    card.isOpen = open
    body.hidden = !open
    toggle.setAttribute("aria-expanded", String(open))
    element.classList.toggle("is-open", open)
  }
  card.setOpen(false)
  return card
}

function showAction({ action, button, text, whole, key }, facts, reviewed) {
  button.hidden = !facts.may.includes(action)
  const told = action === "undo" ? UNDO[facts.last] : text
  button.replaceChildren(told, ...(reviewed && key ? [" ", keyHint(key)] : []))
  button.setAttribute("aria-label", action === "undo" ? told : whole)
  if (reviewed && key) button.setAttribute("aria-keyshortcuts", key)
  else button.removeAttribute("aria-keyshortcuts")
}

function chipsOf(entry, detached) {
  const { card } = entry
  const chips = [chip(isNew(entry) ? "New" : STATUS[card.status], `status-${card.status}`)]
  if (detached) chips.push(chip(card.state === "lost" ? "Lost" : "Not in the text", "needs-care"))
  else if (card.state === "changed") chips.push(chip("Changed", "needs-care"))
  if (entry.edited && !isNew(entry)) chips.push(chip("Edited", "is-edited"))
  if (isUnsent(entry)) chips.push(chip("Not sent", "is-edited"))
  if (Object.keys(entry.errors).length) chips.push(chip("Correct this", "needs-care"))
  return chips
}

function chip(text, className) {
  return make("span", `chip ${className}`, {}, text)
}

// What was typed since the last save does to it, in few words.
function hintOf(entry, place) {
  const { status, state, exact, baseline } = entry.card
  if (isNew(entry) || status === "withdrawn") return ""
  if (place === null) return state === "lost" ? "" : "Words gone – will be lost unless they come back"
  if (sameWords(place, exact)) return ""
  if (sameWords(place, baseline ?? exact)) return "The words are back"
  return "Words edited"
}

function reasonOf({ state, reason, status, may }) {
  const why = state === "lost" ? "Its words are gone. If they come back, it does too." : `${reason[0].toUpperCase()}${reason.slice(1)}.`
  const readers = status === "approved" ? " Readers do not see it on these words." : ""
  const decide = ["confirm", "reattach", "withdraw"].some((action) => may.includes(action))
  return why + (state === "changed" ? readers : "") + (decide ? "" : " An editor or a fact-checker decides.")
}

// What a person has to know or decide about one whose words went since the last save.
function noticeOf(entry, detached) {
  if (detached && isNew(entry)) {
    return "Its words are no longer in the text, so it is not saved. Undo, or re-attach it."
  }
  if (detached && entry.card.state !== "lost") {
    return "Its words are not in the text. Undo, re-attach it, or withdraw it. Nothing is lost by saving: it is kept for review."
  }
  return ""
}

function linksOf(entry, { annotationUrl }, { show }) {
  const { id } = entry.card
  if (id === null) return []
  const page = make("a", "", { href: annotationUrl.replace("/0/", `/${id}/`) }, `Annotation ${id}`)
  const words = make("button", "card-show", { type: "button" }, "show in the text")
  words.addEventListener("click", () => show(entry))
  return [page, words]
}
