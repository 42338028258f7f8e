// Evidence and relations in an annotation's card: read as it opens, changed at once by requests of
// their own. What is typed elsewhere in the card stays.
import { make } from "annotations/elements"
import { fragment } from "annotations/fragment"
import { inShort, isNew } from "annotations/store"
import { offerSuggestions } from "annotations/suggestions"
import { fill, note } from "annotations/unsent"

let made = 0

// `url` is that of annotation 0, `choicesUrl` finds others by words; `pick(entry, chosen)` lets
// another card be chosen and calls chosen(entry); `changed()` is called when something was typed.
// Returns {element, refresh(), load(), bring()}.
export function makeLinks(entry, url, { pick, changed, choicesUrl }) {
  const element = make("div", "card-links")
  const ask = fragment(entry, url, { part: "[data-links]", show, tell })
  let sent = null // the fields that the request on its way has, by prefix
  let sending = false
  let status = entry.card.status
  let served = "" // what the server sent last

  // What may be done depends on what it is: asked for again where that changed.
  function refresh() {
    element.hidden = isNew(entry)
    if (element.children.length && entry.card.status !== status) ask()
    status = entry.card.status
  }

  function show(fresh) {
    const html = fresh.outerHTML
    if (!sent && html === served) return // as it was: nothing moves under the hands
    served = html
    entry.card.evidence = Number(fresh.dataset.evidence)
    for (const input of fresh.querySelectorAll("input, select, textarea")) {
      input.setAttribute("form", "no-form") // these stand inside the article's form
      if (input.type === "hidden") continue
      if (input.name === "relate-to") offerSuggestions(input, choicesUrl)
      const error = input.closest("label").nextElementSibling
      if (!error?.matches(".card-error")) continue
      error.id = `links-error-${++made}`
      input.setAttribute("aria-invalid", "true")
      input.setAttribute("aria-describedby", error.id)
    }
    const open = [...element.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent)
    for (const details of fresh.querySelectorAll("details")) {
      if (!sent && open.includes(details.firstElementChild.textContent)) details.open = true
    }
    element.replaceChildren(fresh)
    bring()
    noteTyped()
  }

  // What was typed and not sent goes into the fields.
  function bring() {
    const homeless = element.children.length ? fill(entry, "links", element, isSent) : []
    if (homeless.length) tell(`What you had typed has no field any more: ${homeless.join("; ")}`)
  }

  const noteTyped = () => note(entry, "links", element, changed)
  const isSent = (name) => sent !== null && name.startsWith(`${sent}-`)

  function tell(message) {
    const told = element.querySelector("[data-links-told]")
    if (told) told.textContent = message
    else element.replaceChildren(make("p", "comments-told", { role: "status" }, message))
  }

  async function act(action) {
    if (sending) return
    sending = true
    sent = action.replace(" ", "-")
    const data = new FormData()
    data.set("action", action)
    for (const input of element.querySelectorAll("input, select, textarea")) {
      if (isSent(input.name)) data.set(input.name, input.value)
    }
    await ask(data)
    sent = null
    sending = false
    const wrong = element.querySelector("[aria-invalid]") ?? element.querySelector("summary")
    wrong?.focus()
  }

  // The first press asks, the second does it.
  function confirmed(button) {
    if (!button.dataset.ask || button.dataset.asked) return true
    button.dataset.asked = "1"
    const [label, text] = [button.getAttribute("aria-label"), button.textContent]
    button.textContent = button.dataset.ask
    button.setAttribute("aria-label", `${button.dataset.ask} ${label}`)
    button.addEventListener("blur", () => {
      delete button.dataset.asked
      button.textContent = text
      button.setAttribute("aria-label", label)
    }, { once: true })
    return false
  }

  element.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-link]")
    if (button && confirmed(button)) act(button.dataset.link)
    if (target.closest("[data-pick]")) {
      pick(entry, (other) => {
        const field = element.querySelector("[name='relate-to']")
        field.value = `${other.card.id} · ${inShort(other)}`
        noteTyped()
        field.focus()
      })
    }
  })
  element.addEventListener("input", noteTyped)
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return
    event.preventDefault() // it stands inside the article's form
    event.target.closest("details, section").querySelector("[data-link]")?.click()
  })
  return { element, refresh, load: () => ask(), bring }
}
