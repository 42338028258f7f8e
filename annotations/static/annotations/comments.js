// Comments of colleagues in an annotation's card: read as it opens, added and resolved at once, by
// a request of their own. What is typed stays until the server has it.
import { make } from "annotations/elements"
import { fragment } from "annotations/fragment"
import { isNew } from "annotations/store"
import { fill, note } from "annotations/unsent"

// `url` is that of annotation 0; `changed()` is called when something was typed. Returns {element,
// chip, refresh(), load(), focus(), bring()}.
export function makeComments(entry, url, { changed }) {
  const element = make("div", "card-comments")
  const chip = make("span", "chip card-commented")
  let sending = false

  function refresh() {
    const open = entry.card.comments
    element.hidden = isNew(entry)
    chip.hidden = !open
    chip.textContent = open === 1 ? "1 comment" : `${open} comments`
  }

  const ask = fragment(entry, url, { part: "[data-comments]", show, tell })

  // The lists as they are now; the text that is being typed stays where it is.
  function show(fresh) {
    entry.card.comments = Number(fresh.dataset.open)
    refresh()
    const lists = element.querySelector("[data-comment-lists]")
    if (!lists) {
      fresh.removeAttribute("id") // there are many cards
      element.replaceChildren(fresh)
      return bring()
    }
    const wasOpen = lists.querySelector("details")?.open
    lists.replaceWith(fresh.querySelector("[data-comment-lists]"))
    const settled = element.querySelector("details")
    if (settled) settled.open = Boolean(wasOpen)
    tell(fresh.querySelector("[data-comment-told]").textContent)
  }

  function tell(message) {
    const told = element.querySelector("[data-comment-told]")
    if (told) told.textContent = message
    else element.replaceChildren(make("p", "comments-told", { role: "status" }, message), again())
  }

  function again() {
    const button = make("button", "desk-button", { type: "button" }, "Read the comments")
    button.addEventListener("click", () => ask())
    return button
  }

  async function act(action) {
    if (sending) return
    sending = true
    const text = element.querySelector("textarea")
    const typed = text.value
    const data = new FormData()
    data.set("action", action)
    data.set("text", typed)
    const done = await ask(data)
    sending = false
    if (action !== "comment") (element.querySelector("[value^='resolve']") ?? text).focus()
    else {
      if (done && text.value === typed) text.value = ""
      noteTyped()
      text.focus()
    }
  }

  const bring = () => void fill(entry, "comments", element)
  const noteTyped = () => note(entry, "comments", element, changed)
  element.addEventListener("input", noteTyped)

  element.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='action']")
    if (button) act(button.value)
  })
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("textarea")) return
    event.preventDefault()
    act("comment")
  })
  const load = () => ask()
  const focus = async () => {
    if (!element.querySelector("textarea")) await load()
    element.querySelector("textarea")?.focus()
  }
  return { element, chip, refresh, load, focus, bring }
}
