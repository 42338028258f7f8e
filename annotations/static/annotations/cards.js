// One card: the annotation's words and state as a header, its typed form and actions below.
import { fill, makeFields, read, setReadOnly, showErrors } from "annotations/fields"
import { isNew } from "annotations/store"

const ACTIONS = [
  ["approve", "Approve"],
  ["confirm", "Confirm new words"],
  ["reattach", "Re-attach to selected words"],
  ["restore", "Restore as draft"],
  ["withdraw", "Withdraw"],
]
const STATUS = { draft: "Draft", approved: "Approved", withdrawn: "Withdrawn" }

let made = 0

// `callbacks`: open(entry), edited(entry), act(entry, action).
export function makeCard(entry, { sourcesUrl, evidenceUrl, annotationUrl }, callbacks) {
  const { kind } = entry.card
  const name = `card${++made}`
  const element = make("li", `card kind-${kind}`)
  const heading = make("h3", "card-heading")
  const toggle = make("button", "card-toggle", { type: "button", "aria-controls": name })
  const label = document.querySelector(`template[data-kind="${kind}"]`).dataset.label
  const title = make("span", "card-kind", {}, label)
  const words = make("span", "card-words")
  const chips = make("span", "card-chips")
  toggle.append(title, chips, words)
  heading.append(toggle)
  const body = make("div", "card-body", { id: name })
  body.hidden = true
  const notice = make("p", "card-notice")
  const general = make("p", "card-error")
  const fields = makeFields(kind, name, sourcesUrl)
  const more = make("p", "card-more")
  const actions = make("div", "card-actions", { role: "group", "aria-label": `Actions of this ${label.toLowerCase()}` })
  body.append(notice, general, fields, more, actions)
  element.append(heading, body)

  toggle.addEventListener("click", () => callbacks.open(entry, { toggle: true }))
  fields.addEventListener("input", () => {
    entry.values = { ...entry.values, ...read(fields) }
    entry.edited = true
    callbacks.edited(entry)
  })
  const buttons = ACTIONS.map(([action, text]) => {
    const button = make("button", `card-${action}`, { type: "button" }, text)
    button.addEventListener("click", () => callbacks.act(entry, action))
    actions.append(button)
    return [action, button]
  })
  const discard = make("button", "card-withdraw", { type: "button" }, "Remove")
  discard.addEventListener("click", () => callbacks.act(entry, "discard"))
  actions.append(discard)
  fill(fields, entry.values)

  const card = { entry, element, toggle, fields, body }
  let shown = []
  card.refresh = (place) => {
    const { card: facts } = entry
    // The store replaces what changes, so identity tells; every key pressed comes through here.
    const now = [place, facts, entry.values, entry.edited, entry.errors]
    if (now.every((item, index) => item === shown[index]) && shown.length) return
    shown = now
    const detached = place === null && facts.status !== "withdrawn"
    element.id = isNew(entry) ? "" : `annotation-${facts.id}`
    element.dataset.ref = facts.ref
    element.dataset.status = facts.status
    const text = place ?? facts.exact ?? facts.baseline ?? ""
    if (words.textContent !== text) words.textContent = text
    chips.replaceChildren(...chipsOf(entry, detached))
    notice.textContent = noticeOf(entry, detached)
    notice.hidden = !notice.textContent
    for (const [action, button] of buttons) {
      button.hidden = !facts.may.includes(action) || (action === "reattach" && !detached && facts.state === "intact")
    }
    discard.hidden = !isNew(entry)
    if (!entry.edited) fill(fields, entry.values)
    setReadOnly(fields, !facts.may.includes("edit"))
    general.textContent = showErrors(fields, entry.errors).join(" ")
    general.hidden = !general.textContent
    more.replaceChildren(...linksOf(entry, evidenceUrl, annotationUrl))
    more.hidden = isNew(entry)
  }
  card.setOpen = (open) => {
    body.hidden = !open
    toggle.setAttribute("aria-expanded", String(open))
    element.classList.toggle("is-open", open)
  }
  card.setOpen(false)
  return card
}

function chipsOf(entry, detached) {
  const { card } = entry
  const chips = [chip(isNew(entry) ? "New" : STATUS[card.status], `status-${card.status}`)]
  if (detached) chips.push(chip("Not in the text", "needs-care"))
  else if (card.state === "changed") chips.push(chip("Changed", "needs-care"))
  if (entry.edited && !isNew(entry)) chips.push(chip("Edited", "is-edited"))
  if (Object.keys(entry.errors).length) chips.push(chip("Correct this", "needs-care"))
  return chips
}

function chip(text, className) {
  return make("span", `chip ${className}`, {}, text)
}

// What a person has to know or decide about this one.
function noticeOf(entry, detached) {
  const { card } = entry
  if (detached && isNew(entry)) {
    return "Its words are no longer in the text, so it is not saved. Undo, or select words and re-attach it."
  }
  if (detached) {
    return "Its words are not in the text. Undo, select words and re-attach it, or withdraw it. Nothing is lost by saving."
  }
  if (card.state === "changed" && card.status !== "withdrawn") {
    return `Made for other words: “${card.baseline}” (${card.reason}). Readers never see it on the new words until they are confirmed.`
  }
  return ""
}

function linksOf(entry, evidenceUrl, annotationUrl) {
  const { id, evidence } = entry.card
  if (id === null) return []
  const count = evidence === 1 ? "1 piece of evidence" : `${evidence || "No"} pieces of evidence`
  const add = make("a", "", { href: `${evidenceUrl}?annotation=${id}`, target: "_blank" }, "add evidence")
  const page = make("a", "", { href: annotationUrl.replace("/0/", `/${id}/`) }, "details")
  return [`${count}, `, add, " · ", page]
}

function make(tag, className, attributes = {}, text = "") {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}
